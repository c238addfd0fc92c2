package dualflow.data;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Columns of numbers from a file of comma-separated values: the names of the columns on the first line, then a row a line. A leading byte order
 * mark and empty lines are ignored.
 *
 * @param names the columns, each name once
 * @param values [rows, names], row-major, all finite; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way to a training; never compared
public record NumericTable(List<String> names, double[] values) {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();

    /**
     * Copies the names.
     *
     * @param names the columns
     * @param values [rows, names]
     */
    public NumericTable {
        names = List.copyOf(names);
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int rows() {
        return values.length / names.size();
    }

    /**
     * One column.
     *
     * @param index which, from 0
     * @return a new array of its numbers, [rows]
     */
    public double[] column(int index) {
        return IntStream.range(0, rows())
                .mapToDouble(i -> values[i * names.size() + index])
                .toArray();
    }

    /**
     * Reads all columns.
     *
     * @param file the file, in UTF-8
     * @return the table
     * @throws BadFileException as {@link #read(Path, List)}
     */
    public static NumericTable read(Path file) {
        return read(file, List.of());
    }

    /**
     * Reads some columns; what stands in the others does not matter.
     *
     * @param file the file, in UTF-8
     * @param wanted their names, in the order wanted; none for all columns
     * @return the table
     * @throws BadFileException if the file cannot be read, lacks a column, names one twice or has no row; or if a line has more or fewer cells
     *     than the first, or no finite number in a wanted column: it names the line
     */
    public static NumericTable read(Path file, List<String> wanted) {
        InputFile input = InputFile.of(file);
        try (CSVParser parser = CSVParser.builder()
                .setReader(new InputStreamReader(input.open(), StandardCharsets.UTF_8))
                .setFormat(FORMAT)
                .get()) {
            List<String> header = null;
            List<Integer> columns = List.of();
            DoubleStream.Builder numbers = DoubleStream.builder();
            long rows = 0;
            for (CSVRecord cells : parser) {
                long line = parser.getCurrentLineNumber();
                if (header == null) {
                    header = header(file, cells);
                    columns = columns(file, header, wanted);
                    continue;
                }
                if (cells.size() != header.size()) {
                    throw new BadFileException("Line " + line + " of " + file + " has " + cells.size()
                            + (cells.size() == 1 ? " cell" : " cells") + ", and its first line names " + header.size()
                            + (header.size() == 1 ? " column." : " columns."));
                }
                for (int column : columns) {
                    numbers.add(number(cells.get(column), line, file, header.get(column)));
                }
                rows++;
            }
            if (rows == 0) {
                throw new BadFileException("The file " + file
                        + " holds no rows: write the names of its columns on the first line, then a row a line.");
            }
            return new NumericTable(
                    columns.stream().map(header::get).toList(), numbers.build().toArray());
        } catch (UncheckedIOException e) { // of the parser's iterator
            throw Csv.unreadable(input, e.getCause());
        } catch (IOException e) {
            throw Csv.unreadable(input, e);
        }
    }

    /**
     * Reads the names of the columns alone.
     *
     * @param file the file, in UTF-8
     * @return the names, in the order of the file
     * @throws BadFileException if the file cannot be read, is empty, or names a column twice
     */
    public static List<String> names(Path file) {
        InputFile input = InputFile.of(file);
        try (CSVParser parser = CSVParser.builder()
                .setReader(new InputStreamReader(input.open(), StandardCharsets.UTF_8))
                .setFormat(FORMAT)
                .get()) {
            Iterator<CSVRecord> lines = parser.iterator();
            if (!lines.hasNext()) {
                throw new BadFileException("The file " + file + " is empty: its first line names its columns.");
            }
            return header(file, lines.next());
        } catch (UncheckedIOException e) { // of the parser's iterator
            throw Csv.unreadable(input, e.getCause());
        } catch (IOException e) {
            throw Csv.unreadable(input, e);
        }
    }

    private static List<String> header(Path file, CSVRecord cells) {
        List<String> names = new ArrayList<>(cells.toList());
        String first = names.get(0);
        names.set(0, first.startsWith(BYTE_ORDER_MARK) ? first.substring(1) : first);
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw new BadFileException(
                        "Line 1 of " + file + " leaves a column without a name: it names all columns.");
            }
            if (!seen.add(name)) {
                throw new BadFileException(
                        "Line 1 of " + file + " names the column " + Quoted.of(name) + " twice: rename one of them.");
            }
        }
        return names;
    }

    private static List<Integer> columns(Path file, List<String> header, List<String> wanted) {
        List<Integer> columns = new ArrayList<>();
        for (String name : wanted) {
            if (!header.contains(name)) {
                throw new BadFileException("Line 1 of " + file + " names no column " + Quoted.of(name) + "; there are "
                        + String.join(", ", header.stream().map(Quoted::plain).toList()) + ".");
            }
            columns.add(header.indexOf(name));
        }
        return wanted.isEmpty() ? IntStream.range(0, header.size()).boxed().toList() : columns;
    }

    private static double number(String cell, long line, Path file, String column) {
        double number;
        try {
            number = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            throw new BadFileException("Line " + line + " of " + file + " has " + Quoted.of(cell)
                    + " where a number is expected, in the column " + Quoted.of(column) + ".");
        }
        return number;
    }
}
