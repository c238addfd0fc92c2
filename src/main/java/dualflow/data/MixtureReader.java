package dualflow.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Reads the JSON of a {@link MixtureFile} token by token. */
final class MixtureReader {
    static final long LARGEST_FILE = 1L << 24;

    private static final List<String> KEYS = List.of("mu0", "sigma0", "weights", "means", "covariances");

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // So that NaN and Infinity are refused here, with their position and in plain words.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            // Deeper than any valid list, so that this reader refuses a list that is too deep before the parser does,
            // and names it.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10)
                    .maxDocumentLength(LARGEST_FILE)
                    .build())
            .build();

    private final InputFile file;
    private final JsonParser parser;

    private double[] mu0;
    private double[][] sigma0;
    private double[] weights;
    private double[][] means;
    private double[][][] covariances;

    private MixtureReader(InputFile file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static MixtureFile read(InputFile file) {
        if (file.size() > LARGEST_FILE) {
            throw new BadFileException("The file " + file.name() + " has " + file.size()
                    + " bytes, more than the 16 MiB that a mixture may have; name another file.");
        }
        try (InputStream in = file.open();
                JsonParser parser = JSON.createParser(in)) {
            return new MixtureReader(file, parser).mixture();
        } catch (JsonProcessingException e) {
            throw at(file, e.getLocation(), "this is not the JSON of a mixture: " + Json.problem(e), e);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private MixtureFile mixture() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw here("an object { ... } with the keys " + KEYS + " is needed");
        }
        Set<String> missing = new LinkedHashSet<>(KEYS);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (!missing.remove(key)) {
                throw here("the key \"" + key + "\" is unknown; the keys are " + KEYS);
            }
            parser.nextToken();
            switch (key) {
                case "mu0" -> mu0 = vector();
                case "sigma0" -> sigma0 = matrix();
                case "weights" -> weights = vector();
                case "means" -> means = matrix();
                default -> covariances = matrices();
            }
        }
        if (parser.nextToken() != null) {
            throw here("nothing may follow the object");
        }
        if (!missing.isEmpty()) {
            throw new BadFileException(
                    "The file " + file.name() + " lacks the keys " + missing + " of a mixture; add them.");
        }
        checkShapes();
        return new MixtureFile(mu0, sigma0, weights, means, covariances);
    }

    private void checkShapes() {
        int dimensions = mu0.length;
        int components = weights.length;
        checkShape("sigma0", shape(sigma0), shape(dimensions, dimensions), "mu0");
        checkShape("means", shape(means), shape(components, dimensions), "weights and mu0");
        checkShape(
                "covariances",
                shape(covariances.length, covariances[0].length, covariances[0][0].length),
                shape(components, dimensions, dimensions),
                "weights and mu0");
    }

    private void checkShape(String key, String found, String needed, String because) {
        if (!found.equals(needed)) {
            throw new BadFileException("In the file " + file.name() + " the shape of " + key + " is " + found
                    + ", but the length of " + because + " asks for " + needed + "; correct one of them.");
        }
    }

    private double[] vector() throws IOException {
        expectList("a list of numbers");
        DoubleStream.Builder numbers = DoubleStream.builder();
        do {
            numbers.add(number());
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        return numbers.build().toArray();
    }

    private double[][] matrix() throws IOException {
        expectList("a list of rows of numbers");
        List<double[]> rows = new ArrayList<>();
        do {
            rows.add(vector());
            if (rows.get(rows.size() - 1).length != rows.get(0).length) {
                throw here("this row has " + rows.get(rows.size() - 1).length + " numbers, but the first has "
                        + rows.get(0).length);
            }
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        return rows.toArray(double[][]::new);
    }

    private double[][][] matrices() throws IOException {
        expectList("a list of matrices");
        List<double[][]> matrices = new ArrayList<>();
        do {
            matrices.add(matrix());
            String shape = shape(matrices.get(matrices.size() - 1));
            if (!shape.equals(shape(matrices.get(0)))) {
                throw here("this matrix is " + shape + ", but the first is " + shape(matrices.get(0)));
            }
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        return matrices.toArray(double[][][]::new);
    }

    /** Enters a list and stops at its first element. */
    private void expectList(String what) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw here(what + " is needed");
        }
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            throw here(what + " is needed, but this list is empty");
        }
    }

    private double number() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw here("a number is needed");
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw here("this number is not finite");
        }
        return value;
    }

    private BadFileException here(String problem) {
        return at(file, parser.currentTokenLocation(), problem, null);
    }

    private static BadFileException at(InputFile file, JsonLocation location, String problem, Throwable cause) {
        String place =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new BadFileException(
                "In the file " + file.name() + place + ": " + problem + "; correct it there.", cause);
    }

    private static String shape(double[][] matrix) {
        return shape(matrix.length, matrix[0].length);
    }

    private static String shape(int... sizes) {
        return Arrays.toString(sizes).replace(", ", " x ");
    }
}
