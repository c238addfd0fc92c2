package dualflow.dependency;

import java.util.Arrays;

/**
 * The sums of one sample over those of its directions that count: k, f_a = sum (J z)_a and s_ab = sum (J z)_a (J z)_b. The directions share the
 * sample's point, so these sums are what is independent from sample to sample.
 */
final class Cluster {
    private final int outputs;
    private final double[] first;
    private final double[] products;
    private int kept;

    Cluster(int outputs) {
        this.outputs = outputs;
        first = new double[outputs];
        products = new double[outputs * outputs];
    }

    /** Sums sample i of a chunk; a null condition keeps all directions. */
    void take(JvpSamples chunk, int i, Condition condition) {
        Arrays.fill(first, 0);
        Arrays.fill(products, 0);
        kept = 0;
        for (int k = 0; k < chunk.directions(); k++) {
            requireFinite(chunk, k, i);
            if (condition == null || condition.keeps(chunk, k, i)) {
                kept++;
                for (int a = 0; a < outputs; a++) {
                    double ya = chunk.tangent(k, i, a);
                    first[a] += ya;
                    for (int b = 0; b < outputs; b++) {
                        products[a * outputs + b] += ya * chunk.tangent(k, i, b);
                    }
                }
            }
        }
    }

    /** The number of directions that count. */
    int kept() {
        return kept;
    }

    double first(int a) {
        return first[a];
    }

    double product(int a, int b) {
        return products[a * outputs + b];
    }

    private void requireFinite(JvpSamples chunk, int k, int i) {
        for (int a = 0; a < outputs; a++) {
            if (!Double.isFinite(chunk.tangent(k, i, a))) {
                throw new NonFiniteDerivativeException(
                        "the derivative of output " + a + " at sample " + (chunk.first() + i)
                                + " along its direction " + k + " is " + chunk.tangent(k, i, a)
                                + "; use more steps, or float64");
            }
        }
    }
}
