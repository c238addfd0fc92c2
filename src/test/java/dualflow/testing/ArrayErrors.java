package dualflow.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** Comparison of whole arrays. */
public final class ArrayErrors {
    private ArrayErrors() {}

    /** The largest difference in units of the largest expected element. */
    public static double error(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double scale = 0;
        for (int i = 0; i < actual.length; i++) {
            difference = Math.max(difference, Math.abs(actual[i] - expected[i])); // NaN stays NaN
            scale = Math.max(scale, Math.abs(expected[i]));
        }
        return difference == 0 ? 0 : difference / scale;
    }

    /** The scalar product. */
    public static double dot(double[] a, double[] b) {
        assertThat(a).hasSameSizeAs(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The Euclidean norm. */
    public static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }
}
