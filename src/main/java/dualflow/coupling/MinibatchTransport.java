package dualflow.coupling;

import dualflow.random.Draws;

/**
 * Optimal transport within a batch: of all ways to pair each data point with a source of its own, that of the least sum of squared distances, exactly. In one dimension it
 * pairs by rank. It draws nothing.
 */
public final class MinibatchTransport implements Coupling {
    /** The exact coupling. */
    public MinibatchTransport() {}

    @Override
    public int[] sourceRows(double[] x0, double[] x1, int d, Draws draws, long step) {
        int n = SquaredDistances.rows(x1, d);
        SquaredDistances.requireAsMany(SquaredDistances.rows(x0, d), n);
        return OptimalAssignment.of(SquaredDistances.between(x1, x0, d), n);
    }
}
