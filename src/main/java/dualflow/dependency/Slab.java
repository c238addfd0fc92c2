package dualflow.dependency;

/**
 * The condition |J_c z| &lt; tau: only directions whose product hardly changes output c count (paper, section 6.4). As tau goes to 0, the
 * correlation of a linear model becomes the partial correlation given output c.
 *
 * @param output c, from 0
 * @param halfWidth tau
 */
public record Slab(int output, double halfWidth) implements Condition {
    /**
     * Checks the half width.
     *
     * @param output c, from 0
     * @param halfWidth tau
     * @throws IllegalArgumentException if tau is not positive
     */
    public Slab {
        Condition.requirePositive("|J_c z|", halfWidth);
    }

    @Override
    public double threshold() {
        return halfWidth;
    }

    @Override
    public boolean keeps(JvpSamples chunk, int k, int i) {
        return Math.abs(chunk.tangent(k, i, output)) < halfWidth;
    }
}
