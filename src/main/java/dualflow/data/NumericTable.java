package dualflow.data;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Columns of numbers with names, from comma-separated values whose first line names them. */
public final class NumericTable {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private static final int MOST_NAMED = 50;

    private final List<String> names;
    private final double[][] columns;

    private NumericTable(List<String> names, double[][] columns) {
        this.names = names;
        this.columns = columns;
    }

    /**
     * Reads columns; of others only the names are looked at.
     *
     * @param file the file, in UTF-8
     * @param chosen the names of the columns to read; empty for all
     * @return the columns
     * @throws BadFileException if the file cannot be read, has a name twice, lacks a column or has no rows, or a line has more or fewer cells than
     *     there are names, or no finite number in a column that is read; it names the line
     */
    public static NumericTable read(Path file, List<String> chosen) {
        return parse(file, (parser, lines) -> read(file, chosen, parser, lines));
    }

    /**
     * Reads the names of the columns.
     *
     * @param file the file, in UTF-8
     * @return the names, in the order of the file
     * @throws BadFileException if the file cannot be read, or its first line does not name columns
     */
    public static List<String> names(Path file) {
        return parse(file, (parser, lines) -> names(file, lines));
    }

    private static <T> T parse(Path file, BiFunction<CSVParser, Iterator<CSVRecord>, T> reading) {
        InputFile input = InputFile.of(file);
        try (CSVParser parser = CSVParser.builder()
                .setReader(new InputStreamReader(input.open(), StandardCharsets.UTF_8))
                .setFormat(FORMAT)
                .get()) {
            return reading.apply(parser, parser.iterator());
        } catch (CSVException | UncheckedIOException e) {
            throw new BadFileException(
                    "The file " + file + " is no table of comma-separated values: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw input.unreadable(e);
        }
    }

    private static NumericTable read(Path file, List<String> chosen, CSVParser parser, Iterator<CSVRecord> lines) {
        List<String> all = names(file, lines);
        List<String> names = chosen.isEmpty() ? all : List.copyOf(chosen);
        int[] at = names.stream().mapToInt(name -> index(file, all, name)).toArray();
        DoubleStream.Builder[] numbers = IntStream.range(0, at.length)
                .mapToObj(i -> DoubleStream.builder())
                .toArray(DoubleStream.Builder[]::new);
        while (lines.hasNext()) {
            CSVRecord line = lines.next();
            if (line.size() != all.size()) {
                throw new BadFileException("Line " + parser.getCurrentLineNumber() + " of the file " + file + " has "
                        + line.size() + " cells where its first line names " + all.size() + " columns.");
            }
            for (int i = 0; i < at.length; i++) {
                numbers[i].add(number(file, parser.getCurrentLineNumber(), names.get(i), line.get(at[i])));
            }
        }
        double[][] columns =
                Arrays.stream(numbers).map(column -> column.build().toArray()).toArray(double[][]::new);
        if (columns[0].length == 0) {
            throw new BadFileException("The file " + file + " has no rows after the names of its columns.");
        }
        return new NumericTable(names, columns);
    }

    private static List<String> names(Path file, Iterator<CSVRecord> lines) {
        List<String> names = new ArrayList<>();
        if (lines.hasNext()) {
            for (String name : lines.next()) {
                names.add(names.isEmpty() && name.startsWith("\uFEFF") ? name.substring(1) : name);
            }
        }
        if (names.isEmpty() || names.stream().allMatch(NumericTable::isNumber)) {
            throw new BadFileException("The first line of the file " + file + " has to name its columns.");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new BadFileException(
                        "The first line of the file " + file + " names the column " + Quoted.of(name) + " twice.");
            }
        }
        return names;
    }

    private static int index(Path file, List<String> names, String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw unknown(file, names, name);
        }
        return index;
    }

    /**
     * The refusal of a name that is not among those of a file.
     *
     * @param file the file
     * @param names the names
     * @param name the one that is asked for
     * @return the exception to throw
     */
    public static BadFileException unknown(Path file, List<String> names, String name) {
        String listed = String.join(
                ", ", names.stream().limit(MOST_NAMED).map(Quoted::plain).toList());
        return new BadFileException("The file " + file + " has no column " + Quoted.of(name) + ": it has " + listed
                + (names.size() > MOST_NAMED ? ", ..." : "") + ".");
    }

    private static boolean isNumber(String cell) {
        try {
            Double.parseDouble(cell);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static double number(Path file, long line, String column, String cell) {
        if (cell.isEmpty()) {
            throw new BadFileException("Line " + line + " of the file " + file + " has no value in the column "
                    + Quoted.of(column) + ": fill it in, leave the line out, or leave the column out.");
        }
        if (!isNumber(cell) || !Double.isFinite(Double.parseDouble(cell))) {
            throw new BadFileException("Line " + line + " of the file " + file + " has " + Quoted.of(cell)
                    + " in the column " + Quoted.of(column) + ", where a finite number is needed.");
        }
        return Double.parseDouble(cell);
    }

    /**
     * The names of the columns that were read.
     *
     * @return the names
     */
    public List<String> names() {
        return names;
    }

    /**
     * The columns that were read.
     *
     * @shape [columns, rows]
     * @return the numbers, not copied
     */
    public double[][] columns() {
        return columns;
    }
}
