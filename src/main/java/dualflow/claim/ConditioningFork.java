package dualflow.claim;

/** Conditioning on a common cause removes the correlation. */
final class ConditioningFork implements Claim {
    /** X <- C -> Y: X = 2 C + u1, Y = 1.5 C + u2, C = u0, as (X, Y, C) over u. */
    static final double[][] MODEL = {{2, 1, 0}, {1.5, 0, 1}, {1, 0, 0}};

    @Override
    public String id() {
        return "conditioning-fork";
    }

    @Override
    public String statement() {
        return "Conditioning on samples with a small JVP of a common cause reduces the correlation of its effects close to zero.";
    }

    @Override
    public Source source() {
        return Source.paper("section 6.4");
    }

    @Override
    public Outcome check(Setting setting) {
        return Outcome.holds(Conditioned.of(setting, MODEL).error(), Conditioned.TOLERANCE);
    }
}
