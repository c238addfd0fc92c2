package dualflow.causal;

import dualflow.closedform.GaussianDependence;
import dualflow.closedform.TruncatedNormal;
import java.util.OptionalDouble;

/**
 * What conditioning on one component N of a Gaussian vector leaves of the dependence of two others, in closed form. In a linear flow x = M u the
 * products (J v) are such a vector, with the covariance M M^T of x itself.
 */
public final class LinearLaw {
    private LinearLaw() {}

    /**
     * M M^T.
     *
     * @param m a matrix
     * @return its product with its transpose
     */
    static double[][] gram(double[][] m) {
        double[][] gram = new double[m.length][m.length];
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m.length; j++) {
                for (int k = 0; k < m[i].length; k++) {
                    gram[i][j] += m[i][k] * m[j][k];
                }
            }
        }
        return gram;
    }

    /**
     * A correlation.
     *
     * @param covariance S, [d, d]
     * @param a a component
     * @param b another
     * @return s_ab / sqrt(s_aa s_bb); empty if one of the two is constant
     */
    public static OptionalDouble correlation(double[][] covariance, int a, int b) {
        double scale = covariance[a][a] * covariance[b][b];
        return scale > 0 ? OptionalDouble.of(covariance[a][b] / Math.sqrt(scale)) : OptionalDouble.empty();
    }

    /**
     * The covariance given that one component is known, or that a direction does not move it.
     *
     * @equation S - s_k s_k^T / s_kk
     * @param covariance S, [d, d], s_kk positive
     * @param k the component
     * @return the conditional covariance, [d, d]
     */
    public static double[][] given(double[][] covariance, int k) {
        return GaussianDependence.withVarianceLeft(covariance, k, 0);
    }

    /**
     * The second moment given that one component is small, |N| &lt; tau. It keeps the variance of a normal truncated on both sides.
     *
     * @equation S - s_k s_k^T / s_kk (1 - r), r = Var[N | |N| &lt; tau] / s_kk
     * @param covariance S, [d, d], s_kk positive
     * @param k the component N
     * @param tau the half width, positive, in N's units
     * @return the second moment, [d, d]
     */
    public static double[][] inSlab(double[][] covariance, int k, double tau) {
        double share = TruncatedNormal.variance(tau / Math.sqrt(covariance[k][k]));
        return GaussianDependence.withVarianceLeft(covariance, k, share);
    }
}
