package dualflow.association;

import dualflow.op.Elementary;

/**
 * Orthant probabilities P(X &gt; h, Y &gt; k) of two standard normal variables of correlation r, by quadrature of Plackett's formula
 * dP/dr = phi2(h, k; r), phi2 their density: in r = sin theta
 *
 * <pre>
 *   dP / dtheta = exp(-(h^2 + k^2 - 2 h k sin theta) / (2 cos^2 theta)) / (2 pi)
 * </pre>
 *
 * <p>from theta = 0, where X and Y are independent, or for r near 1 from theta = pi/2, where they are equal. Plackett, "A reduction formula
 * for normal multivariate integrals", Biometrika 41 (1954); Drezner and Wesolowsky, "On the computation of the bivariate normal integral",
 * Journal of Statistical Computation and Simulation 35 (1990).
 */
public final class BivariateNormal {
    private static final double TWO_PI = 2 * Math.PI;

    /** Above it integrals start at r = 1; sin(pi/4). */
    private static final double HIGH = StrictMath.sqrt(0.5);

    private BivariateNormal() {}

    /**
     * The probability that both variables exceed a threshold. Its absolute error is about 1e-16, and the relative one too where r is at
     * least 0.
     *
     * @param h the threshold of X, finite
     * @param k the threshold of Y, finite
     * @param r their correlation, from -1 to 1
     * @return P(X &gt; h, Y &gt; k)
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static double exceedance(double h, double k, double r) {
        if (!(Math.abs(r) <= 1) || !Double.isFinite(h) || !Double.isFinite(k)) {
            throw new IllegalArgumentException("An orthant has finite thresholds and a correlation from -1 to 1, not "
                    + h + ", " + k + " and " + r + ".");
        }
        double x = Elementary.ndtr(-h);
        double y = Elementary.ndtr(-k);
        double probability;
        if (r > HIGH) {
            probability = Math.min(x, y) - fromEqual(h, k, Elementary.acos(r));
        } else if (r < -HIGH) {
            // X and -Y are nearly equal, and P(X > h, X < -k) is what they leave where they are.
            double equal = h + k < 0 ? Elementary.ndtr(-h) - Elementary.ndtr(k) : 0;
            probability = equal + fromEqual(h, -k, Elementary.acos(-r));
        } else {
            probability = x * y + fromIndependent(h, k, Elementary.asin(r));
        }
        return Math.max(0, Math.min(Math.min(x, y), probability));
    }

    /** By how much P(X &gt; h, Y &gt; k) exceeds that of independent variables, for r = sin theta; theta at most pi/4 in size. */
    static double fromIndependent(double h, double k, double theta) {
        return DoubleExponential.integral(
                        angle -> {
                            double cosine = Elementary.cos(angle);
                            return Elementary.exp(
                                    -(h * h + k * k - 2 * h * k * Elementary.sin(angle)) / (2 * cosine * cosine));
                        },
                        theta)
                / TWO_PI;
    }

    /**
     * By how much P(X &gt; h, Y &gt; k) falls short of that of equal variables, for r = cos u; u from 0 to pi/4. The exponent is written
     * -(h - k)^2 / (2 sin^2 u) - h k / (1 + cos u), which does not cancel for small u.
     */
    static double fromEqual(double h, double k, double u) {
        return DoubleExponential.integral(
                        angle -> {
                            double apart = (h - k) / Elementary.sin(angle);
                            double together = h * k / (1 + Elementary.cos(angle));
                            return Elementary.exp(-(h == k ? 0 : apart * apart / 2) - together);
                        },
                        u)
                / TWO_PI;
    }
}
