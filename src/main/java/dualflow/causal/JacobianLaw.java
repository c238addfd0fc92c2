package dualflow.causal;

import dualflow.closedform.TruncatedNormal;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * The law of the products J(u) v, for v ~ N(0, I) and u of given nodes and weights: a mixture of N(0, J J^T). Nodes of a quadrature give the limits of the
 * estimates with the number of samples; a linear map is one node.
 */
@SuppressWarnings("ArrayRecordComponent") // tables of numbers; never compared
record JacobianLaw(double[] weights, double[][][] grams) {
    /** The law of a linear map with J J^T = S. */
    static JacobianLaw linear(double[][] gram) {
        return new JacobianLaw(new double[] {1}, new double[][][] {gram});
    }

    /** The root mean square of (J v)_k. */
    double rms(int k) {
        return Math.sqrt(mean(gram -> gram[k][k]));
    }

    OptionalDouble observed(int a, int b) {
        return LinearLaw.correlation(moment(gram -> 1, gram -> gram), a, b);
    }

    /** The correlation that is left with (J v)_k = 0. */
    OptionalDouble held(int a, int b, int k) {
        return LinearLaw.correlation(moment(gram -> 1, gram -> LinearLaw.given(gram, k)), a, b);
    }

    /** The correlation given |(J v)_k| &lt; tau: points where (J v)_k is often small count for more. */
    OptionalDouble inSlab(int a, int b, int k, double tau) {
        return LinearLaw.correlation(
                moment(gram -> keptAt(gram, k, tau), gram -> LinearLaw.inSlab(gram, k, tau)), a, b);
    }

    double kept(int k, double tau) {
        return mean(gram -> keptAt(gram, k, tau));
    }

    private static double keptAt(double[][] gram, int k, double tau) {
        return TruncatedNormal.probability(tau / Math.sqrt(gram[k][k]));
    }

    /** Whether the norm of the row J^k is the same everywhere, to rounding. */
    boolean rowNormIsConstant(int k) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double[][] gram : grams) {
            least = Math.min(least, gram[k][k]);
            most = Math.max(most, gram[k][k]);
        }
        return most - least <= 1e-12 * most;
    }

    /**
     * The correlation at points with |J^k| &lt; tau: in a linear map that of all points, or undefined as there is none. Elsewhere it is left open, since a
     * quadrature of a function with jumps is not exact.
     */
    OptionalDouble belowRowNorm(int a, int b, int k, double tau) {
        return rowNormIsConstant(k) && Math.sqrt(grams[0][k][k]) < tau ? observed(a, b) : OptionalDouble.empty();
    }

    private double mean(ToDoubleFunction<double[][]> f) {
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
            sum += weights[m] * f.applyAsDouble(grams[m]);
        }
        return sum;
    }

    private double[][] moment(ToDoubleFunction<double[][]> weight, UnaryOperator<double[][]> part) {
        int d = grams[0].length;
        double[][] sum = new double[d][d];
        for (int m = 0; m < weights.length; m++) {
            double w = weight.applyAsDouble(grams[m]);
            double[][] left = part.apply(grams[m]);
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    sum[i][j] += weights[m] * w * left[i][j];
                }
            }
        }
        return sum;
    }
}
