package dualflow.graph;

import java.util.List;

/**
 * Fisher's z-test of a partial correlation r: sqrt(n - |S| - 3) atanh(r) is close to N(0, 1) for normal variables that are independent given S. Two-sided.
 * Fisher, "The distribution of the partial correlation coefficient", Metron 1924. A variable that those given determine linearly, so that less
 * than 1e-10 of its variance remains, cannot depend on another any more: there the evidence is none.
 */
public final class FisherZ implements IndependenceTest {
    /** Rows that are needed besides one for each variable conditioned on. */
    public static final int ROWS = 4;

    private final List<String> names;
    private final int rows;
    private final double[][] correlations;

    /**
     * A test on observations.
     *
     * @param observations the observations, numeric or binary
     */
    public FisherZ(Observations observations) {
        names = observations.names();
        rows = observations.rows();
        correlations = observations.correlations();
    }

    @Override
    public List<String> names() {
        return names;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there are fewer rows than |given| + {@link #ROWS}
     */
    @Override
    public Evidence evidence(int a, int b, int... given) {
        if (rows < given.length + ROWS) {
            throw new IllegalArgumentException("Fisher's z given " + given.length + " variables needs "
                    + (given.length + ROWS) + " rows, and there are " + rows + ".");
        }
        double r = PartialCorrelation.of(correlations, a, b, given);
        if (Double.isNaN(r)) {
            return Evidence.NONE;
        }
        double z = Math.sqrt(rows - given.length - 3.0) * (Math.log1p(r) - Math.log1p(-r)) / 2;
        return new Evidence(z, 1, ChiSquared.logTail(z * z, 1), r);
    }
}
