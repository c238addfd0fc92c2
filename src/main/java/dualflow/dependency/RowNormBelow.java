package dualflow.dependency;

/**
 * The condition ||J_c|| &lt; tau: all directions count at points where output c has a small gradient, which is what the paper's text says
 * (section 6.4). Where a map is linear the norm is the same everywhere, and all samples count or none.
 *
 * @param output c, from 0
 * @param threshold tau; in the text 1e-4
 */
public record RowNormBelow(int output, double threshold) implements Condition {
    /**
     * Checks the threshold.
     *
     * @param output c, from 0
     * @param threshold tau
     * @throws IllegalArgumentException if tau is not positive
     */
    public RowNormBelow {
        Condition.requirePositive("||J_c||", threshold);
    }

    @Override
    public boolean keeps(JvpSamples chunk, int k, int i) {
        return chunk.rowNorm(i, output) < threshold;
    }
}
