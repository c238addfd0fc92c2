package dualflow.causal;

/** What is done about the middle variable Z before the ends are correlated; k is Z's place among the outputs of the flow. */
public enum Treatment {
    /** Nothing: all directions v. */
    OBSERVED("all directions"),
    /** Conditioning as in the published code: directions with |(J v)_k| &lt; tau. */
    SLAB("|(Jv)_k| < tau"),
    /** Conditioning as in the paper's text, 6.4: points with a small norm of the row J^k. */
    ROW_NORM("|J^k| < tau"),
    /** Do-directions (7.2): v projected so that (J v)_k = 0. */
    DO_DIRECTION("(Jv)_k = 0"),
    /** The intervention do(Z = 0) on the model itself, and samples of it. */
    INTERVENTION("do(Z = 0)");

    private final String label;

    Treatment(String label) {
        this.label = label;
    }

    /**
     * How it is written in tables.
     *
     * @return a formula
     */
    public String label() {
        return label;
    }
}
