package dualflow.data;

import dualflow.tensor.DType;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads points from comma-separated values: a point a line, after a line of names if the first one holds no numbers. */
public final class Points {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private Points() {}

    /**
     * Reads points.
     *
     * @param file the file, in UTF-8
     * @param dimension d, the numbers of a point
     * @param dtype the format in which they must be finite
     * @return [n, d], row-major; n is at least 1
     * @throws BadFileException if the file cannot be read, or a line does not hold d finite numbers; it names the line
     */
    public static double[] readCsv(Path file, int dimension, DType dtype) {
        InputFile input = InputFile.of(file);
        DoubleStream.Builder numbers = DoubleStream.builder();
        long points = 0;
        try (CSVParser parser = CSVParser.builder()
                .setReader(new InputStreamReader(input.open(), StandardCharsets.UTF_8))
                .setFormat(FORMAT)
                .get()) {
            for (CSVRecord record : parser) {
                long line = parser.getCurrentLineNumber();
                if (record.getRecordNumber() == 1 && record.stream().noneMatch(Points::isNumber)) {
                    continue; // the names of the columns
                }
                if (record.size() != dimension) {
                    throw new BadFileException("Line " + line + " of " + file + " has " + record.size()
                            + (record.size() == 1 ? " number" : " numbers") + " where a point has " + dimension + ".");
                }
                for (String cell : record) {
                    numbers.add(number(cell, line, file, dtype));
                }
                points++;
            }
        } catch (UncheckedIOException e) { // of the parser's iterator
            throw Csv.unreadable(input, e.getCause());
        } catch (IOException e) {
            throw Csv.unreadable(input, e);
        }
        if (points == 0) {
            throw new BadFileException("The file " + file + " holds no points: write one a line, its " + dimension
                    + " numbers with commas between.");
        }
        return numbers.build().toArray();
    }

    private static boolean isNumber(String cell) {
        try {
            Double.parseDouble(cell.strip());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static double number(String cell, long line, Path file, DType dtype) {
        if (!isNumber(cell)) {
            throw new BadFileException(
                    "Line " + line + " of " + file + " has '" + cell + "' where a number is expected.");
        }
        double number = Double.parseDouble(cell.strip());
        if (!Double.isFinite(dtype.round(number))) {
            throw new BadFileException(
                    "Line " + line + " of " + file + " has " + cell + ", which is not finite in " + dtype + ".");
        }
        return number;
    }
}
