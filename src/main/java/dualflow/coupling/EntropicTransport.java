package dualflow.coupling;

import dualflow.random.Categorical;
import dualflow.random.Draws;

/**
 * Entropic optimal transport within a batch: Sinkhorn's plan P between its draws of the source and its data, from which each data point draws a source by the
 * probabilities P_ij / sum_k P_kj. So every data point is trained on once, and a source as often as the plan says on average: 0, 1 or more times in one batch. With
 * epsilon = 2 sigma^2 it is the coupling of a Schrödinger bridge of noise sigma within the batch.
 *
 * @param sinkhorn how the plan is made
 */
public record EntropicTransport(Sinkhorn sinkhorn) implements Coupling {
    /**
     * With the usual tolerance.
     *
     * @param epsilon the strength of the penalty, in squared units of the data
     */
    public EntropicTransport(double epsilon) {
        this(new Sinkhorn(epsilon));
    }

    /**
     * The source of each data point, drawn from the plan.
     *
     * @throws SinkhornException if the plan is not reached
     */
    @Override
    public int[] sourceRows(double[] x0, double[] x1, int d, Draws draws, long step) {
        int n = SquaredDistances.rows(x1, d);
        SquaredDistances.requireAsMany(SquaredDistances.rows(x0, d), n);
        double[] plan = sinkhorn.plan(SquaredDistances.between(x1, x0, d), n); // symmetric in source and data
        double[] uniforms = draws.uniforms(Draws.stream("coupling " + step), 0, n);
        int[] sources = new int[n];
        for (int j = 0; j < n; j++) {
            sources[j] = Categorical.choose(plan, j * n, n, uniforms[j]);
        }
        return sources;
    }
}
