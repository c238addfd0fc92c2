package dualflow.dependency;

/**
 * The condition |J_c z| &lt; tau: only directions that hardly change output c count (paper, section 6.4). As tau goes to 0, the
 * correlation of a linear model becomes the partial correlation given output c.
 *
 * @param output c, from 0
 * @param halfWidth tau
 */
public record Slab(int output, double halfWidth) {
    /**
     * Checks the half width.
     *
     * @param output c, from 0
     * @param halfWidth tau
     * @throws IllegalArgumentException if tau is not positive
     */
    public Slab {
        if (!(halfWidth > 0)) {
            throw new IllegalArgumentException("a slab |J_c z| < tau needs a positive tau, got " + halfWidth);
        }
    }
}
