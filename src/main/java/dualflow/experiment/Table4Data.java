package dualflow.experiment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The numbers behind the paper's Table 4, as stored in {@code reference-data/experiment/table4_mixture.json}: the mixture and the points
 * that the published code draws, and the values that the paper prints. The file states their origin.
 */
public final class Table4Data {
    /** The times of the table's rows, as named in the file. */
    public static final List<String> TIMES = List.of("0.0", "0.25", "0.5", "0.75", "0.99");

    private static final String RESOURCE = "/reference-data/experiment/table4_mixture.json";
    private static final int COMPONENTS = 3;
    private static final int DIMENSION = 2;
    private static final int POINTS = 10;

    /** Every number and string of the file by its JSON pointer, such as /means/0/1. */
    private final Map<String, String> values = new HashMap<>();

    private Table4Data() {}

    /**
     * Reads the file, which is in the jar.
     *
     * @return its contents
     */
    public static Table4Data read() {
        Table4Data data = new Table4Data();
        try (InputStream in = Table4Data.class.getResourceAsStream(RESOURCE);
                JsonParser parser = new JsonFactory().createParser(in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    data.values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + RESOURCE + " inside the jar cannot be read.", e);
        }
        return data;
    }

    /**
     * The flow from N(0, I) to the mixture.
     *
     * @return the flow that the published code draws
     */
    public MixtureFlow flow() {
        Gaussian source = new Gaussian(vector("/mu0"), matrix("/Sigma0", DIMENSION, DIMENSION));
        List<Gaussian> components = IntStream.range(0, COMPONENTS)
                .mapToObj(k -> new Gaussian(vector("/means/" + k), matrix("/covs/" + k, DIMENSION, DIMENSION)))
                .toList();
        double[] weights = IntStream.range(0, COMPONENTS)
                .mapToDouble(k -> number("/pi/" + k))
                .toArray();
        return new MixtureFlow(source, new GaussianMixture(weights, components));
    }

    /**
     * The points x_t at one time.
     *
     * @param time one of {@link #TIMES}
     * @return ten points, [10, 2]
     */
    public double[][] points(String time) {
        return matrix("/points/" + time, POINTS, DIMENSION);
    }

    /**
     * The first column, the difference between numerical and analytical Jacobian.
     *
     * @param time one of {@link #TIMES}
     * @return the number as printed in the paper
     */
    public String printedNumerical(String time) {
        return text("/paper_table4/" + time + "/0");
    }

    /**
     * The second column, the difference between the Jacobian and the one under intervention.
     *
     * @param time one of {@link #TIMES}
     * @return the number as printed in the paper
     */
    public String printedIntervention(String time) {
        return text("/paper_table4/" + time + "/1");
    }

    private double[] vector(String pointer) {
        return IntStream.range(0, DIMENSION)
                .mapToDouble(i -> number(pointer + "/" + i))
                .toArray();
    }

    private double[][] matrix(String pointer, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i][j] = number(pointer + "/" + i + "/" + j);
            }
        }
        return matrix;
    }

    private double number(String pointer) {
        return Double.parseDouble(text(pointer));
    }

    private String text(String pointer) {
        String text = values.get(pointer);
        if (text == null) {
            throw new IllegalStateException(RESOURCE + " has nothing at " + pointer);
        }
        return text;
    }
}
