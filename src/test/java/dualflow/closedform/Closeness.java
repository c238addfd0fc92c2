package dualflow.closedform;

import static org.assertj.core.api.Assertions.assertThat;

/** Comparison of arrays: the largest difference, relative to the largest expected entry. */
final class Closeness {

    private Closeness() {}

    static double relativeError(double[][] actual, double[][] expected) {
        assertThat(actual).hasSameDimensionsAs(expected);
        double error = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                assertThat(actual[i][j]).isFinite();
                error = Math.max(error, Math.abs(actual[i][j] - expected[i][j]));
                size = Math.max(size, Math.abs(expected[i][j]));
            }
        }
        return error == 0 ? 0 : error / size;
    }

    static void assertClose(String what, double[][] actual, double[][] expected, double tolerance) {
        assertThat(relativeError(actual, expected)).as(what).isLessThanOrEqualTo(tolerance);
    }

    static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
        assertClose(what, new double[][] {actual}, new double[][] {expected}, tolerance);
    }

    static void assertClose(String what, double actual, double expected, double tolerance) {
        assertClose(what, new double[] {actual}, new double[] {expected}, tolerance);
    }
}
