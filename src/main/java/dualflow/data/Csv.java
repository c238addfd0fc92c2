package dualflow.data;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Tables as comma-separated values, in UTF-8 and with the same bytes in every locale. */
public final class Csv {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private static final CSVFormat HEADED = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .get();

    private Csv() {}

    /**
     * Writes a table, whole or not at all. A {@code Double} is written with the fewest digits that read back as the same double, {@code null}
     * as an empty cell, and anything else as its text.
     *
     * @param file the file; replaced where it exists
     * @param header the names of the columns
     * @param rows the rows, each as long as the header
     * @throws OutputException if the file cannot be written
     * @throws NotFiniteException if a number is infinite or NaN
     * @throws IllegalArgumentException if a row is not as long as the header
     */
    public static void write(Path file, List<String> header, Iterable<? extends List<?>> rows) {
        AtomicFile.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSVPrinter printer = new CSVPrinter(writer, FORMAT);
            printer.printRecord(header);
            for (List<?> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(
                            "A row of " + row.size() + " cells does not fit the columns " + header + ".");
                }
                printer.printRecord(cells(file, header, row));
            }
            printer.flush();
        });
    }

    /**
     * Reads a table whose first line has the names of the columns.
     *
     * @param file the file, in UTF-8
     * @return the rows, each with its cells by the names of the columns, in their order
     * @throws BadFileException if it cannot be read, or is no such table
     */
    public static List<Map<String, String>> read(Path file) {
        InputFile source = InputFile.of(file);
        try (Reader text = new InputStreamReader(source.open(), StandardCharsets.UTF_8);
                CSVParser rows = HEADED.parse(text)) {
            List<Map<String, String>> table = new ArrayList<>();
            for (CSVRecord row : rows) {
                Map<String, String> cells = new LinkedHashMap<>();
                rows.getHeaderNames().forEach(name -> cells.put(name, row.get(name)));
                table.add(cells);
            }
            return table;
        } catch (UncheckedIOException e) {
            throw unreadable(source, e.getCause());
        } catch (IOException e) {
            throw unreadable(source, e);
        } catch (IllegalArgumentException e) {
            throw new BadFileException(
                    "The file " + file + " is no table of comma-separated values: a row is not as long as the first.",
                    e);
        }
    }

    /** What to throw where a table could not be read. */
    static BadFileException unreadable(InputFile file, IOException e) {
        return e instanceof CSVException
                ? new BadFileException(
                        "The file " + file.name() + " is no table of comma-separated values: " + e.getMessage() + ".",
                        e)
                : file.unreadable(e);
    }

    private static List<Object> cells(Path file, List<String> header, List<?> row) {
        List<Object> cells = new ArrayList<>(row.size());
        for (Object value : row) {
            if (value instanceof Double number) {
                if (!Double.isFinite(number)) {
                    throw new NotFiniteException("The file " + file + " was not written, as a number of its column "
                            + header.get(cells.size()) + " is not finite: " + row + ".");
                }
                cells.add(ShortestDecimal.of(number));
            } else {
                cells.add(value);
            }
        }
        return cells;
    }
}
