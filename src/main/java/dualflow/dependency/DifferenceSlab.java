package dualflow.dependency;

/**
 * The condition |f_c(x0 + epsilon u) - f_c(x0)| &lt; tau with u = z / |z|, as the published code has it: a forward difference along a unit
 * vector that is not divided by epsilon. For small epsilon it is {@link Slab} with tau |z| / epsilon in place of tau.
 *
 * @param output c, from 0
 * @param threshold tau; as published 1e-4
 */
public record DifferenceSlab(int output, double threshold) implements Condition {
    /** The published threshold. */
    public static final double PUBLISHED = 1e-4;

    /**
     * Checks the threshold.
     *
     * @param output c, from 0
     * @param threshold tau
     * @throws IllegalArgumentException if tau is not positive
     */
    public DifferenceSlab {
        Condition.requirePositive("|f_c(x0 + epsilon u) - f_c(x0)|", threshold);
    }

    @Override
    public boolean keeps(JvpSamples chunk, int k, int i) {
        return Math.abs(chunk.difference(k, i, output)) < threshold;
    }
}
