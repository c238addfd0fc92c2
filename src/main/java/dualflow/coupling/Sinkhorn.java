package dualflow.coupling;

import dualflow.op.Elementary;
import java.util.Arrays;

/**
 * Optimal transport with an entropic penalty: the plan P with equal weight on all rows and on all columns that makes sum_ij P_ij C_ij + epsilon sum_ij P_ij log P_ij least,
 *
 * <pre>
 *   P_ij = exp((f_i + g_j - C_ij) / epsilon)
 * </pre>
 *
 * <p>by Sinkhorn's method: f is set so that the rows have their weights, then g for the columns, and so on. All in logarithms, so that no epsilon underflows (G. Peyré
 * and M. Cuturi, "Computational optimal transport", 2019, 4.4). Epsilon itself is approached from above by halves, which for a small one saves most iterations. It
 * ends with columns exact and rows within the tolerance.
 *
 * @param epsilon the strength of the penalty, in the unit of the costs: near 0 the plan is the optimal assignment, for large ones it is independent
 * @param tolerance the error allowed in the rows' weights, summed over the rows
 * @param iterations the most iterations, for all values of epsilon together
 */
public record Sinkhorn(double epsilon, double tolerance, int iterations) {
    private static final double COARSE = 1e-2; // tolerance on the way to epsilon

    /**
     * Checks the settings.
     *
     * @param epsilon the strength of the penalty
     * @param tolerance the error allowed in the rows' weights
     * @param iterations the most iterations
     * @throws IllegalArgumentException if epsilon or the tolerance is not positive and finite, or there is no iteration
     */
    public Sinkhorn {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY && tolerance > 0 && tolerance < 1 && iterations > 0)) {
            throw new IllegalArgumentException("Sinkhorn's method needs an epsilon above 0, a tolerance between 0 and 1"
                    + " and one iteration or more; got " + epsilon + ", " + tolerance + " and " + iterations);
        }
    }

    /**
     * With a tolerance of 1e-3, which drawing pairs needs no less of, and at most 10,000 iterations.
     *
     * @param epsilon the strength of the penalty
     */
    public Sinkhorn(double epsilon) {
        this(epsilon, 1e-3, 10_000);
    }

    /**
     * The plan.
     *
     * @param cost rows times columns numbers, row-major
     * @param rows their number, at least 1
     * @return P, in the same order; it sums to 1
     * @throws IllegalArgumentException if there is no row or column, or a cost is not finite
     * @throws SinkhornException if the tolerance is not reached
     */
    public double[] plan(double[] cost, int rows) {
        if (rows < 1 || cost.length == 0 || cost.length % rows != 0) {
            throw new IllegalArgumentException(
                    "a plan needs rows and columns; got " + cost.length + " costs for " + rows + " rows");
        }
        int columns = cost.length / rows;
        SquaredDistances.requireFinite(cost, columns);
        double[] transposed = transpose(cost, rows);
        double[] f = new double[rows];
        double[] g = new double[columns];
        double largest = Arrays.stream(cost).max().orElseThrow()
                - Arrays.stream(cost).min().orElseThrow();
        double current = Math.max(epsilon, largest);
        double error = Double.POSITIVE_INFINITY;
        for (int i = 0; i < iterations; i++) {
            double[] next = potentials(cost, g, rows, current);
            error = rowError(f, next, current);
            if (i > 0 && error <= (current > epsilon ? COARSE : tolerance)) {
                if (current == epsilon) {
                    return weights(cost, f, g);
                }
                current = Math.max(epsilon, current / 2);
                next = potentials(cost, g, rows, current);
            }
            f = next;
            g = potentials(transposed, f, columns, current);
        }
        throw new SinkhornException("Sinkhorn's method has not converged in " + iterations + " iterations at epsilon = "
                + epsilon + ": the weights of the rows are off by " + error
                + " in all; take a larger epsilon, or exact transport");
    }

    /** The potentials that give each of n rows the weight 1/n, by log-sum-exp over the others' potentials. */
    private static double[] potentials(double[] cost, double[] others, int n, double epsilon) {
        int m = others.length;
        double[] potentials = new double[n];
        for (int i = 0; i < n; i++) {
            double top = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < m; j++) {
                top = Math.max(top, others[j] - cost[i * m + j]);
            }
            double sum = 0;
            for (int j = 0; j < m; j++) {
                sum += Elementary.exp((others[j] - cost[i * m + j] - top) / epsilon);
            }
            potentials[i] = -top - epsilon * Elementary.log(n * sum);
        }
        return potentials;
    }

    /** How far the rows' weights are from 1/n: a row's is exp((f - next)/epsilon)/n. */
    private static double rowError(double[] f, double[] next, double epsilon) {
        double error = 0;
        for (int i = 0; i < f.length; i++) {
            error += Math.abs(Elementary.expm1((f[i] - next[i]) / epsilon)) / f.length;
        }
        return error;
    }

    private double[] weights(double[] cost, double[] f, double[] g) {
        double[] plan = new double[cost.length];
        for (int i = 0; i < f.length; i++) {
            for (int j = 0; j < g.length; j++) {
                plan[i * g.length + j] = Elementary.exp((f[i] + g[j] - cost[i * g.length + j]) / epsilon);
            }
        }
        return plan;
    }

    private static double[] transpose(double[] x, int rows) {
        int columns = x.length / rows;
        double[] transposed = new double[x.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = x[i * columns + j];
            }
        }
        return transposed;
    }
}
