package dualflow.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Column 2 of the paper's Table 4, "intervention", from its own mixture and points. */
final class Table4Test {

    private static final Map<?, ?> TABLE =
            read(new File(System.getProperty("basedir", "."), "reference-data/experiment/table4_mixture.json"));

    @ParameterizedTest
    @CsvSource({
        // t, what the code's formula gives, the exact value, and the latter with A_argmax
        "0.0,  0,      0,     0",
        "0.25, .2838,  .3784, .5524",
        "0.5,  .2999,  .5999, .8489",
        "0.75, .0386,  .1545, .1935",
        "0.99, 1.8e-5, .0018, .0032"
    })
    void columnTwoIsReproduced(String t, double published, double exact, double mostProbable) {
        MixtureAtTime at = flow().at(Double.parseDouble(t));
        PublishedMixture code = new PublishedMixture(at);
        double[][] points = matrix(((Map<?, ?>) TABLE.get("points")).get(t));
        double codeBlend = 0;
        double codeMostProbable = 0;
        double blend = 0;
        double argmax = 0;
        for (double[] x : points) {
            codeBlend += distance(code.responsibilityBlend(x), code.jacobian(x)) / points.length;
            codeMostProbable += distance(code.mostProbableDriftMatrix(x), code.jacobian(x)) / points.length;
            blend += distance(at.responsibilityBlend(x), at.jacobian(x)) / points.length;
            argmax += distance(at.mostProbableDriftMatrix(x), at.jacobian(x)) / points.length;
        }

        assertThat(points).hasDimensions(10, 2);
        assertThat(codeBlend)
                .isCloseTo(published, within(5e-5))
                .isCloseTo(expected(t, "code", "gamma_blend"), within(1e-12));
        assertThat(codeMostProbable).isCloseTo(expected(t, "code", "argmaxK"), within(1e-12));
        assertThat(blend).isCloseTo(exact, within(5e-5)).isCloseTo(expected(t, "paper", "gamma_blend"), within(1e-12));
        assertThat(argmax)
                .isCloseTo(mostProbable, within(5e-5))
                .isCloseTo(expected(t, "paper", "argmaxK"), within(1e-12));
        // Sigma0 = I: the code's values are 1 - t times the exact ones.
        assertThat(codeBlend).isCloseTo((1 - at.time()) * blend, within(1e-12));
    }

    private static MixtureFlow flow() {
        List<Gaussian> components = new ArrayList<>();
        List<?> covariances = (List<?>) TABLE.get("covs");
        double[][] means = matrix(TABLE.get("means"));
        for (int k = 0; k < means.length; k++) {
            components.add(new Gaussian(means[k], matrix(covariances.get(k))));
        }
        return new MixtureFlow(
                new Gaussian(vector(TABLE.get("mu0")), matrix(TABLE.get("Sigma0"))),
                new GaussianMixture(vector(TABLE.get("pi")), components));
    }

    private static double expected(String t, String formula, String intervention) {
        Map<?, ?> atTime = (Map<?, ?>) ((Map<?, ?>) TABLE.get("expected_mean_frobenius")).get(t);
        return (Double) ((Map<?, ?>) atTime.get(formula)).get(intervention + "_vs_analytical");
    }

    /** The Frobenius norm of A - B. */
    private static double distance(double[][] a, double[][] b) {
        double sum = 0;
        for (double[] row : Matrices.combine(1, a, -1, b)) {
            sum += Matrices.dot(row, row);
        }
        return Math.sqrt(sum);
    }

    private static double[] vector(Object values) {
        return ((List<?>) values).stream().mapToDouble(value -> (Double) value).toArray();
    }

    private static double[][] matrix(Object rows) {
        return ((List<?>) rows).stream().map(Table4Test::vector).toArray(double[][]::new);
    }

    private static Map<?, ?> read(File file) {
        try (JsonParser parser = new JsonFactory().createParser(file)) {
            parser.nextToken();
            return (Map<?, ?>) value(parser);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            case VALUE_STRING -> {
                return parser.getText();
            }
            default -> {
                return parser.getDoubleValue();
            }
        }
    }
}
