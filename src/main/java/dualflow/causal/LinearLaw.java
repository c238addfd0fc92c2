package dualflow.causal;

import java.util.OptionalDouble;
import org.apache.commons.math3.special.Erf;

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
        return given(covariance, k, 0);
    }

    /**
     * The second moment given that one component is small, |N| &lt; tau. It keeps the variance of a normal truncated on both sides.
     *
     * @equation S - s_k s_k^T / s_kk (1 - r), r = Var[N | |N| &lt; tau] / s_kk = 1 - 2 a phi(a) / (2 Phi(a) - 1), a = tau / sqrt(s_kk)
     * @param covariance S, [d, d], s_kk positive
     * @param k the component N
     * @param tau the half width, positive, in N's units
     * @return the second moment, [d, d]
     */
    public static double[][] inSlab(double[][] covariance, int k, double tau) {
        return given(covariance, k, remaining(tau / Math.sqrt(covariance[k][k])));
    }

    /**
     * The fraction that the condition keeps.
     *
     * @param tau the half width over N's standard deviation
     * @return P(|N| &lt; tau) = erf(tau / sqrt 2)
     */
    public static double kept(double tau) {
        return Erf.erf(tau / Math.sqrt(2));
    }

    /** Var[N | |N| < a] of a standard normal N; the series where the closed form would cancel. */
    static double remaining(double a) {
        if (a < 0.05) {
            return a * a / 3 * (1 - 2 * a * a / 15 + 2 * a * a * a * a / 315);
        }
        return 1 - 2 * a * StrictMath.exp(-a * a / 2) / Math.sqrt(2 * Math.PI) / kept(a);
    }

    private static double[][] given(double[][] s, int k, double remaining) {
        int d = s.length;
        double[][] left = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                left[i][j] = s[i][j] - s[i][k] * s[k][j] / s[k][k] * (1 - remaining);
            }
        }
        return left;
    }
}
