package dualflow.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a list of attributes line by line, so that no line takes more memory than a line may have. */
final class AttributeListReader {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int LONGEST_LINE = 1 << 16;

    /** What Java needs for a row besides one byte for each attribute, generously. */
    private static final int BYTES_OF_ROW = 256;

    private final InputFile file;
    private final InputStream in;
    private int line;
    private boolean isCsv;

    AttributeListReader(InputFile file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    CelebaAttributes read() throws IOException {
        String first = start();
        isCsv = first.indexOf(',') >= 0;
        long announced = isCsv ? Long.MAX_VALUE : count(first);
        List<String> columns = fields(isCsv ? first : next());
        List<String> names = names(isCsv ? columns.subList(1, columns.size()) : columns);
        Map<String, byte[]> rows = new LinkedHashMap<>();
        for (String text = next(); text != null && !isTheEnd(text); text = next()) {
            if (rows.size() == announced) {
                throw bad("there are more rows than the " + announced + " that the first line announces");
            }
            Heap.requireBytes(
                    file.name(),
                    "holds more than " + rows.size() + " rows",
                    (long) rows.size() * (BYTES_OF_ROW + names.size()),
                    Heap.Share.HALF);
            List<String> fields = fields(text);
            if (rows.putIfAbsent(fields.get(0), values(fields, names)) != null) {
                throw bad("there was a row for " + Quoted.of(fields.get(0)) + " before");
            }
        }
        if (rows.isEmpty()) {
            throw bad("a row is needed");
        }
        if (!isCsv && rows.size() < announced) {
            throw new BadFileException("The file " + file.name() + " is cut short: its first line announces "
                    + announced + " rows, but only " + rows.size() + " follow; fetch it again.");
        }
        return new CelebaAttributes(file.name(), isCsv ? 1 : 2, names, rows);
    }

    /** The first line, without a byte order mark. */
    String start() throws IOException {
        String text = next();
        if (text == null) {
            return "";
        }
        return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
    }

    private List<String> fields(String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        return isCsv
                ? Arrays.stream(text.split(",", -1))
                        .map(AttributeListReader::unquoted)
                        .toList()
                : List.of(text.strip().split("\\s+"));
    }

    /** A field without the quotation marks that spreadsheets and R put around it; names here contain neither commas nor quotation marks. */
    private static String unquoted(String field) {
        String text = field.strip();
        return text.matches("\"[^\"]*\"") ? text.substring(1, text.length() - 1) : text;
    }

    /** Whether this line and all after it are empty. */
    private boolean isTheEnd(String text) throws IOException {
        if (!text.isBlank()) {
            return false;
        }
        int empty = line;
        for (String later = next(); later != null; later = next()) {
            if (!later.isBlank()) {
                line = empty;
                throw bad("nothing stands, and there are rows after it");
            }
        }
        return true;
    }

    private long count(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw bad("the number of rows is needed, not " + Quoted.of(text));
        }
        long count = Long.parseLong(text);
        if (count == 0) {
            throw bad("no row is announced");
        }
        return count;
    }

    private List<String> names(List<String> names) {
        if (names.isEmpty() || names.contains("")) {
            throw bad("the names of the attributes are needed");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw bad("the attribute " + Quoted.of(name) + " is named twice");
            }
        }
        return List.copyOf(names);
    }

    private byte[] values(List<String> fields, List<String> names) {
        if (fields.size() != 1 + names.size()) {
            throw bad("a name and " + names.size() + " values are needed, but there are " + fields.size() + " words");
        }
        byte[] values = new byte[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (fields.get(1 + i)) {
                case "1" -> 1;
                case "-1" -> 0;
                default ->
                    throw bad("the value of " + Quoted.of(names.get(i)) + " is " + Quoted.of(fields.get(1 + i))
                            + " instead of 1 or -1");
            };
        }
        return values;
    }

    /** The next line, or null at the end. */
    String next() throws IOException {
        line++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (bytes.size() == LONGEST_LINE) {
                throw bad("it is longer than " + LONGEST_LINE + " bytes");
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private BadFileException bad(String what) {
        return new BadFileException("The file " + file.name() + " is not a list of attributes: in line " + line + " "
                + what + "; name a file such as CelebA's list_attr_celeba.txt.");
    }
}
