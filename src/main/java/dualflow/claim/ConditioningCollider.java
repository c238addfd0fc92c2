package dualflow.claim;

/** Conditioning on a collider creates a correlation. */
final class ConditioningCollider implements Claim {
    /** X -> C <- Y: C = X + Y + u2 / 2, as (X, Y, C) over u = (X, Y, u2). */
    private static final double[][] MODEL = {{1, 0, 0}, {0, 1, 0}, {1, 1, 0.5}};

    @Override
    public String id() {
        return "conditioning-collider";
    }

    @Override
    public String statement() {
        return "Conditioning on a collider increases the correlation of its causes rather than decreasing it.";
    }

    @Override
    public Source source() {
        return Source.paper("section 7.1, proposed as a test");
    }

    @Override
    public Outcome check(Setting setting) {
        // Exactly: from 0 to -1 / (1 + 1/4) = -0.8.
        return Outcome.holds(Conditioned.of(setting, MODEL).error(), Conditioned.TOLERANCE);
    }
}
