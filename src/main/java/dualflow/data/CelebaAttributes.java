package dualflow.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The attributes of each image, as CelebA's {@code list_attr_celeba.txt} lists them: the number of rows on the first line, the names
 * of the attributes on the second, then on each line a file name and 1 or -1 for each attribute. Liu, Luo, Wang and Tang, "Deep
 * learning face attributes in the wild", ICCV 2015. Or the same as CSV, without the number of rows and with a column of file names before
 * the attributes. A leading byte order mark and trailing empty lines are ignored.
 */
public final class CelebaAttributes {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int LONGEST_LINE = 1 << 16;

    /** What Java needs for a row besides one byte for each attribute, generously. */
    private static final int BYTES_OF_ROW = 256;

    /** The most names of attributes in a message; CelebA has 40. */
    private static final int MOST_SHOWN = 50;

    private final String source;
    private final int nameLine;
    private final List<String> names;
    private final Map<String, byte[]> rows;

    private CelebaAttributes(String source, int nameLine, List<String> names, Map<String, byte[]> rows) {
        this.source = source;
        this.nameLine = nameLine;
        this.names = names;
        this.rows = rows;
    }

    /**
     * Reads a list of attributes.
     *
     * @param file the file
     * @return its contents
     * @throws BadFileException if there is no such file, or a line does not follow this format; it names the first such line
     */
    public static CelebaAttributes read(Path file) {
        return read(InputFile.of(file));
    }

    static CelebaAttributes read(InputFile file) {
        try (InputStream in = new BufferedInputStream(file.open())) {
            return new Reader(file, in).read();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /**
     * The attributes.
     *
     * @return their names, in the order of the file
     */
    public List<String> names() {
        return names;
    }

    /**
     * The place of an attribute among all.
     *
     * @param name its name
     * @return the place, from 0
     * @throws BadFileException if the list has no such attribute; it names the line in which they stand, and them
     */
    public int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new BadFileException("The file " + source + " has no attribute " + Quoted.of(name) + ": in line "
                    + nameLine + " it has " + shown() + ".");
        }
        return index;
    }

    private String shown() {
        String shown = names.stream().limit(MOST_SHOWN).map(Quoted::plain).collect(Collectors.joining(", "));
        return names.size() > MOST_SHOWN ? shown + " and " + (names.size() - MOST_SHOWN) + " more" : shown;
    }

    /**
     * The images.
     *
     * @return the names of their files, in the order of the file
     */
    public List<String> files() {
        return List.copyOf(rows.keySet());
    }

    /**
     * The attributes of some images, as a classifier's targets.
     *
     * @shape [files, names]
     * @param files names of files
     * @return 1 where an image has an attribute, 0 where it does not
     * @throws BadFileException if the list has no row for one of the files; it names the first
     */
    public double[] targets(List<String> files) {
        double[] targets = new double[Math.multiplyExact(files.size(), names.size())];
        int at = 0;
        for (String name : files) {
            byte[] row = rows.get(name);
            if (row == null) {
                throw new BadFileException("The file " + source + " has no row for the image " + Quoted.of(name)
                        + ": name the list that belongs to the images.");
            }
            for (byte value : row) {
                targets[at++] = value;
            }
        }
        return targets;
    }

    /**
     * The attributes of all images, in the order of the file.
     *
     * @return for each image 1 for each attribute that it has, 0 for each other; to be read only
     */
    public Collection<byte[]> values() {
        return Collections.unmodifiableCollection(rows.values());
    }

    /**
     * Whether a file has this format rather than that of a table of numbers, as its first lines tell: it has no commas, or its first row begins
     * with the name of a file.
     *
     * @param file the file
     * @return whether {@link #read} is the way to read it
     * @throws BadFileException if there is no such file, or it cannot be read
     */
    public static boolean isOne(Path file) {
        InputFile input = InputFile.of(file);
        try (InputStream in = new BufferedInputStream(input.open())) {
            Reader reader = new Reader(input, in);
            String first = reader.start();
            if (first.indexOf(',') < 0) {
                return true;
            }
            String second = reader.next();
            return second != null && second.matches("\\s*\"?[^,]*\\.[A-Za-z]+\"?\\s*,.*\\s*");
        } catch (IOException e) {
            throw input.unreadable(e);
        }
    }

    /** Reads line by line, so that no line takes more memory than a line may have. */
    private static final class Reader {
        private final InputFile file;
        private final InputStream in;
        private int line;
        private boolean isCsv;

        Reader(InputFile file, InputStream in) {
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
        private String start() throws IOException {
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
                    ? Arrays.stream(text.split(",", -1)).map(Reader::unquoted).toList()
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
                throw bad(
                        "a name and " + names.size() + " values are needed, but there are " + fields.size() + " words");
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
        private String next() throws IOException {
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
            return new BadFileException("The file " + file.name() + " is not a list of attributes: in line " + line
                    + " " + what + "; name a file such as CelebA's list_attr_celeba.txt.");
        }
    }
}
