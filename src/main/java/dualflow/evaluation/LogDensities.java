package dualflow.evaluation;

import dualflow.flow.Divergence;
import dualflow.flow.LogLikelihood;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Log-densities of points under a flow, in chunks. Estimates of the divergence take one draw for each whole solve; of several solves the mean is
 * taken, and its standard error. Draws depend on the seed, the solve and the point's number alone; the steps of step control are common to a chunk, so
 * that the size of chunks is part of the result.
 *
 * @param solver solves the augmented equation
 * @param grid the times from source to data
 * @param trace how the divergence is found
 * @param probes how many solves, each with draws of its own; 1 where the divergence is exact
 * @param sketch the columns of Hutch++'s sketch
 * @param chunk how many points are solved together
 * @param seed the seed of the draws
 */
public record LogDensities(OdeSolver solver, TimeGrid grid, Trace trace, int probes, int sketch, int chunk, long seed) {
    /** How the divergence of a velocity is found. */
    public enum Trace {
        /** By d Jacobian-vector products. */
        EXACT,
        /** By one product along random signs. */
        HUTCHINSON,
        /** By a random sketch of the Jacobian's range and one product along random signs. */
        HUTCH_PLUS_PLUS
    }

    /**
     * Log-densities.
     *
     * @param logDensities of each point
     * @param standardErrors of each estimate; nothing where there is one solve
     */
    @SuppressWarnings("ArrayRecordComponent") // a table of numbers
    public record Result(double[] logDensities, Optional<double[]> standardErrors) {}

    /**
     * Computes log-densities.
     *
     * @param field the velocity of rows [n, d]
     * @param sourceLogDensity log p0, from [n, d] to [n]
     * @param points [n, d], row-major
     * @param dimension d
     * @param device where to compute
     * @param dtype the format
     * @param progress is told how many solves of a point are done
     * @return the log-densities
     * @throws dualflow.flow.OdeException if a solve fails
     */
    public Result of(
            VelocityField field,
            UnaryOperator<Tensor> sourceLogDensity,
            double[] points,
            int dimension,
            Device device,
            DType dtype,
            LongConsumer progress) {
        int n = points.length / dimension;
        double[] mean = new double[n];
        double[] squares = new double[n];
        long done = 0;
        for (int first = 0; first < n; first += chunk) {
            int count = Math.min(chunk, n - first);
            for (int probe = 0; probe < probes; probe++) {
                Arena arena = device.arena();
                try {
                    double[] rows = Arrays.copyOfRange(points, first * dimension, (first + count) * dimension);
                    Tensor x = device.tensor(dtype, Shape.of(count, dimension), rows);
                    LogLikelihood likelihood = new LogLikelihood(solver, grid, divergence(x, first, probe));
                    double[] values =
                            likelihood.of(field, sourceLogDensity, x).value().toDoubles();
                    for (int i = 0; i < count; i++) {
                        // Welford's updates of mean and sum of squares
                        double difference = values[i] - mean[first + i];
                        mean[first + i] += difference / (probe + 1);
                        squares[first + i] += difference * (values[i] - mean[first + i]);
                    }
                } finally {
                    arena.close();
                }
                done += count;
                progress.accept(done);
            }
        }
        Optional<double[]> errors = probes == 1
                ? Optional.empty()
                : Optional.of(Arrays.stream(squares)
                        .map(sum -> Math.sqrt(sum / (probes - 1) / probes))
                        .toArray());
        return new Result(mean, errors);
    }

    private Divergence divergence(Tensor x, int first, int probe) {
        return switch (trace) {
            case EXACT -> Divergence.exact();
            case HUTCHINSON -> Divergence.hutchinson(signs("probe " + probe, 1, x, first));
            case HUTCH_PLUS_PLUS ->
                Divergence.hutchPlusPlus(
                        signs("sketch " + probe, sketch, x, first), signs("probe " + probe, 1, x, first));
        };
    }

    /** Random signs [count, ...] before x's shape, from a stream for each of the count. */
    private Tensor signs(String name, int count, Tensor x, int first) {
        int size = x.shape().size();
        double[] signs = new double[count * size];
        for (int i = 0; i < count; i++) {
            double[] row = new Draws(seed)
                    .signs(
                            Draws.stream("likelihood " + name + " " + i),
                            (long) first * x.shape().dim(-1),
                            size);
            System.arraycopy(row, 0, signs, i * size, size);
        }
        return x.device().tensor(x.dtype(), x.shape().withFirst(count), signs);
    }
}
