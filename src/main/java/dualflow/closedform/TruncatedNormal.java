package dualflow.closedform;

import org.apache.commons.math3.special.Erf;

/** A standard normal N given |N| &lt; a. */
public final class TruncatedNormal {
    /** Below it the closed form of the variance would cancel. */
    private static final double SMALL = 0.05;

    private TruncatedNormal() {}

    /**
     * How likely the condition is.
     *
     * @param a the half width, positive
     * @return P(|N| &lt; a) = erf(a / sqrt 2)
     */
    public static double probability(double a) {
        return Erf.erf(a / Math.sqrt(2));
    }

    /**
     * The variance that is left, by its series where a is small.
     *
     * @equation Var[N | |N| &lt; a] = 1 - 2 a phi(a) / (2 Phi(a) - 1)
     * @param a the half width, positive
     * @return the variance, from 0 to 1
     */
    public static double variance(double a) {
        if (a < SMALL) {
            return a * a / 3 * (1 - 2 * a * a / 15 + 2 * a * a * a * a / 315);
        }
        return 1 - 2 * a * StrictMath.exp(-a * a / 2) / Math.sqrt(2 * Math.PI) / probability(a);
    }
}
