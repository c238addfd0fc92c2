package dualflow.claim;

/** Conditioning on a mediator does the same as on a common cause. */
final class ConditioningMediator implements Claim {
    /** X -> M -> Y: X = u0, M = 2 X + u1, Y = 1.5 M + u2, as (X, Y, M) over u. */
    private static final double[][] MODEL = {{1, 0, 0}, {3, 1.5, 1}, {2, 1, 0}};

    @Override
    public String id() {
        return "conditioning-mediator";
    }

    @Override
    public String statement() {
        return "Conditioning on a small JVP can distinguish a common cause from a mediator.";
    }

    @Override
    public Source source() {
        return Source.paper("section 7.2, proposed as a test");
    }

    @Override
    public Outcome check(Setting setting) {
        Conditioned fork = Conditioned.of(setting, ConditioningFork.MODEL);
        Conditioned mediator = Conditioned.of(setting, MODEL);
        // It could, if a mediator kept part of its correlation; the error is the part that vanishes as it does for a
        // fork.
        double lost = 1 - Math.abs(mediator.conditioned() - fork.conditioned()) / mediator.all();
        return Outcome.refuted(
                mediator.error() <= Conditioned.TOLERANCE ? lost : 0,
                0.5,
                "Given a mediator the partial correlation is 0, as given a common cause: both drop to zero alike, and only a"
                        + " collider differs.");
    }
}
