package dualflow.testing;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A golden file: reference values from a program that never calls dualflow (written by {@code tools/reference/golden.py}).
 *
 * <p>Reading one checks it: the header is complete, the SHA-256 of each generator named in it is that of the file in the
 * tree (a generator changed without being rerun is caught here), every quantity is a full row-major array, and
 * non-finite values appear only where the header allows them.
 */
public final class GoldenCsv {

    /** The columns, in this order. */
    private static final List<String> COLUMNS = List.of("case", "quantity", "index", "value");

    private final String name;
    private final Map<String, List<String>> header;
    private final Map<String, Case> cases;

    private GoldenCsv(String name, Map<String, List<String>> header, Map<String, Case> cases) {
        this.name = name;
        this.header = header;
        this.cases = cases;
    }

    /**
     * Reads and checks {@code reference-data/<name>.csv} of this project.
     *
     * @param name the golden's name, for example {@code closedform/gaussian_flow}
     * @return the golden
     * @throws IllegalStateException if the file or a generator is missing, stale or malformed
     */
    public static GoldenCsv read(String name) {
        return read(Path.of(System.getProperty("basedir", "")), name);
    }

    /**
     * Reads and checks {@code reference-data/<name>.csv} below a root folder.
     *
     * @param root the folder that holds {@code reference-data} and {@code tools}
     * @param name the golden's name
     * @return the golden
     * @throws IllegalStateException if the file or a generator is missing, stale or malformed
     */
    public static GoldenCsv read(Path root, String name) {
        Path file = root.resolve("reference-data").resolve(name + ".csv");
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setCommentMarker('#')
                .setHeader()
                .setSkipHeaderRecord(true)
                .setRecordSeparator('\n')
                .get();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(reader, format)) {
            check(parser.getHeaderNames().equals(COLUMNS), file, "has the columns " + parser.getHeaderNames());
            Map<String, List<String>> header = header(file, parser.getHeaderComment());
            for (String generator : header.get("generator")) {
                checkGenerator(root, file, generator);
            }
            check(header.get("id").equals(List.of(name)), file, "calls itself " + header.get("id"));
            boolean nonfinite = header.get("nonfinite").equals(List.of("allowed"));
            Map<String, Map<String, List<CSVRecord>>> rows = new LinkedHashMap<>();
            for (CSVRecord row : parser) {
                check(row.isConsistent(), file, "is malformed at row " + row.getRecordNumber());
                rows.computeIfAbsent(row.get("case"), key -> new LinkedHashMap<>())
                        .computeIfAbsent(row.get("quantity"), key -> new ArrayList<>())
                        .add(row);
            }
            check(!rows.isEmpty(), file, "holds no values");
            Map<String, Case> cases = new LinkedHashMap<>();
            rows.forEach((caseName, quantities) -> {
                Map<String, Array> arrays = new LinkedHashMap<>();
                quantities.forEach((quantity, records) -> arrays.put(quantity, array(file, records, nonfinite)));
                cases.put(caseName, new Case(name, caseName, arrays));
            });
            return new GoldenCsv(name, header, cases);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The value of a header line.
     *
     * @param key the key, for example {@code equation}
     * @return its value; the first one where the key occurs more than once
     */
    public String header(String key) {
        if (!header.containsKey(key)) {
            throw new IllegalStateException(name + " has no header line " + key);
        }
        return header.get(key).get(0);
    }

    /**
     * All cases, in the order of the file; made for {@code @MethodSource}.
     *
     * @return the cases
     */
    public List<Case> cases() {
        return List.copyOf(cases.values());
    }

    /**
     * The case with a name.
     *
     * @param caseName the name
     * @return the case
     */
    public Case at(String caseName) {
        if (!cases.containsKey(caseName)) {
            throw new IllegalStateException(name + " has no case " + caseName);
        }
        return cases.get(caseName);
    }

    /** The quantities of one case; prints as its name. */
    public static final class Case {
        private final String golden;
        private final String name;
        private final Map<String, Array> arrays;

        private Case(String golden, String name, Map<String, Array> arrays) {
            this.golden = golden;
            this.name = name;
            this.arrays = arrays;
        }

        /**
         * The case's name.
         *
         * @return the name
         */
        public String name() {
            return name;
        }

        /**
         * The names of the quantities, in the order of the file.
         *
         * @return the names
         */
        public List<String> quantities() {
            return List.copyOf(arrays.keySet());
        }

        /**
         * Whether the case has a quantity.
         *
         * @param quantity its name
         * @return whether it exists
         */
        public boolean has(String quantity) {
            return arrays.containsKey(quantity);
        }

        /**
         * A quantity without axes.
         *
         * @param quantity its name
         * @return its value
         */
        public double scalar(String quantity) {
            return array(quantity, 0).values[0];
        }

        /**
         * A quantity with one axis.
         *
         * @param quantity its name
         * @return a new array
         */
        public double[] vector(String quantity) {
            return array(quantity, 1).values.clone();
        }

        /**
         * A quantity with two axes.
         *
         * @param quantity its name
         * @return a new array of rows
         */
        public double[][] matrix(String quantity) {
            Array array = array(quantity, 2);
            int columns = array.shape[1];
            double[][] matrix = new double[array.shape[0]][];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = Arrays.copyOfRange(array.values, i * columns, (i + 1) * columns);
            }
            return matrix;
        }

        /**
         * The values of a quantity with any number of axes.
         *
         * @param quantity its name
         * @return a new array in row-major order
         */
        public double[] values(String quantity) {
            return array(quantity).values.clone();
        }

        /**
         * The lengths of a quantity's axes.
         *
         * @param quantity its name
         * @return a new array; empty for a scalar
         */
        public int[] shape(String quantity) {
            return array(quantity).shape.clone();
        }

        @Override
        public String toString() {
            return name;
        }

        private Array array(String quantity, int rank) {
            Array array = array(quantity);
            if (array.shape.length != rank) {
                throw new IllegalStateException(golden + ", case " + name + ": " + quantity + " has the shape "
                        + Arrays.toString(array.shape) + ", not " + rank + " axes");
            }
            return array;
        }

        private Array array(String quantity) {
            Array array = arrays.get(quantity);
            if (array == null) {
                throw new IllegalStateException(golden + ", case " + name + " has no quantity " + quantity);
            }
            return array;
        }
    }

    /** A row-major array. */
    private static final class Array {
        private final int[] shape;
        private final double[] values;

        private Array(int[] shape, double[] values) {
            this.shape = shape;
            this.values = values;
        }
    }

    private static Array array(Path file, List<CSVRecord> rows, boolean nonfinite) {
        int[] shape = index(rows.get(rows.size() - 1));
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis]++;
        }
        double[] values = new double[rows.size()];
        int[] expected = new int[shape.length];
        for (int i = 0; i < values.length; i++) {
            CSVRecord row = rows.get(i);
            check(Arrays.equals(index(row), expected), file, "is not row-major at " + row);
            values[i] = Double.parseDouble(row.get("value"));
            check(nonfinite || Double.isFinite(values[i]), file, "has an undeclared non-finite value at " + row);
            for (int axis = shape.length - 1; axis >= 0 && ++expected[axis] == shape[axis]; axis--) {
                expected[axis] = 0;
            }
        }
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        check(size == values.length, file, "lacks values before " + rows.get(rows.size() - 1));
        return new Array(shape, values);
    }

    private static int[] index(CSVRecord row) {
        String index = row.get("index");
        return index.isEmpty()
                ? new int[0]
                : Arrays.stream(index.split(":", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
    }

    private static Map<String, List<String>> header(Path file, String comment) {
        Map<String, List<String>> header = new LinkedHashMap<>();
        check(comment != null, file, "has no header lines");
        comment.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            check(colon > 0, file, "has the header line \"" + line + "\", which is not \"key: value\"");
            header.computeIfAbsent(line.substring(0, colon), key -> new ArrayList<>())
                    .add(line.substring(colon + 2));
        });
        for (String key : List.of("id", "equation", "generator", "versions", "seed", "precision", "nonfinite")) {
            check(header.containsKey(key), file, "has no header line " + key);
        }
        return header;
    }

    private static void checkGenerator(Path root, Path file, String generator) throws IOException {
        String[] pathAndHash = generator.split(" ", -1);
        check(pathAndHash.length == 2, file, "names its generator as \"" + generator + "\", not as path and SHA-256");
        try {
            byte[] text = Files.readAllBytes(root.resolve(pathAndHash[0]));
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text));
            check(hash.equals(pathAndHash[1]), file, "is stale: run " + pathAndHash[0] + " again");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(boolean holds, Path file, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(file + " " + otherwise);
        }
    }
}
