package dualflow.graph;

/** The tests of independence on observations. */
public enum TestName {
    /** Fisher's z of the partial correlation, for numeric variables that are about normal. */
    FISHER_Z,
    /** The likelihood ratio in contingency tables of binary variables. */
    G2,
    /** Pearson's chi-squared in contingency tables of binary variables. */
    CHI2;

    /**
     * Whether the test counts, so that its variables have two values.
     *
     * @return whether it needs binary variables
     */
    public boolean isOfBinaryVariables() {
        return this != FISHER_Z;
    }

    /**
     * The fewest rows with which something can be said given so many variables: those that Fisher's z needs, and one row for each stratum of a table.
     *
     * @param given how many variables are conditioned on, at most 20
     * @return the rows
     */
    public int rowsNeeded(int given) {
        return isOfBinaryVariables() ? 1 << given : given + FisherZ.ROWS;
    }

    /**
     * The test on observations.
     *
     * @param observations the observations; {@link PackedColumns} for a test of binary variables
     * @return the test
     */
    public IndependenceTest on(Observations observations) {
        return switch (this) {
            case FISHER_Z -> new FisherZ(observations);
            case G2 -> new ContingencyTest((PackedColumns) observations, ContingencyTest.Statistic.G2);
            case CHI2 -> new ContingencyTest((PackedColumns) observations, ContingencyTest.Statistic.CHI2);
        };
    }
}
