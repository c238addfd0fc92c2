package dualflow.flow;

/** Logarithms of normal densities. */
public final class NormalLogDensity {
    private NormalLogDensity() {}

    /**
     * The logarithm of the standard normal density at 0.
     *
     * @equation log N(0 | 0, I) = -d/2 log 2 pi
     * @param d the dimension
     * @return the logarithm
     */
    public static double atZero(int d) {
        return -0.5 * d * StrictMath.log(2 * Math.PI);
    }
}
