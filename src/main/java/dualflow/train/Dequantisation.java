package dualflow.train;

/**
 * Uniform dequantisation: brightnesses k = 0 .. 255 become continuous numbers x, uniform in an interval of its own for each k, so that a density of x gives
 * probabilities of k. By Jensen's inequality
 *
 * <pre>
 *   log P(k) = log E_u[p(x(k, u))] + d log width &gt;= E_u[log p(x(k, u))] - d log levels,   width = 1/levels
 * </pre>
 *
 * <p>for an image of d numbers (L. Theis, A. van den Oord and M. Bethge, A note on the evaluation of generative models, ICLR 2016). The right side, in bits and
 * divided by -d, is called bits per dimension.
 */
public enum Dequantisation {
    /** x = (k + u)/256 in [0, 1), which a network is trained on where it is to have a density. */
    INTERVALS(256, 0),
    /** x = (k + u - 1/2)/255: intervals around the brightnesses k/255, for a network that was trained on these alone. */
    AROUND_BRIGHTNESSES(255, -0.5);

    private final int levels;
    private final double shift;

    Dequantisation(int levels, double shift) {
        this.levels = levels;
        this.shift = shift;
    }

    /**
     * The continuous number of a brightness.
     *
     * @param brightness k/255
     * @param u from 0 to below 1
     * @return x
     */
    public double of(double brightness, double u) {
        return (Math.rint(255 * brightness) + shift + u) / levels;
    }

    /**
     * Bits per dimension.
     *
     * @param logDensity log p(x), in nats
     * @param d how many numbers an image has
     * @return -(log p(x) - d log levels)/(d log 2)
     */
    public double bitsPerDimension(double logDensity, int d) {
        return (Math.log(levels) - logDensity / d) / Math.log(2);
    }

    @Override
    public String toString() {
        return this == INTERVALS ? "(k + u)/256" : "(k + u - 1/2)/255";
    }
}
