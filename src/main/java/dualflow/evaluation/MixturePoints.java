package dualflow.evaluation;

import dualflow.closedform.Gaussian;
import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.Progress;
import dualflow.flow.TimeGrid;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The flow to a mixture at many points, in chunks. Step control looks at a chunk as a whole, so that which points are solved together is part of the result, within its tolerance.
 */
public final class MixturePoints {
    private static final int CHUNK = 1000;
    private static final double DEVIATIONS = 3;

    private final MixtureVelocity field;
    private final int dimension;
    private final Device device;
    private final DType dtype;

    /**
     * What the flow is at one time.
     *
     * @param velocity v(t, x), [n, d]
     * @param logDensity log p_t(x), [n]
     * @param responsibilities gamma_k, [n, K]
     */
    @SuppressWarnings("ArrayRecordComponent") // tables of numbers
    public record AtTime(double[] velocity, double[] logDensity, double[] responsibilities) {}

    /**
     * The flow on a device.
     *
     * @param flow the flow
     * @param device the device
     * @param dtype the format
     * @throws dualflow.flow.NotPositiveDefiniteException if Sigma0 is not positive definite in this format
     */
    public MixturePoints(MixtureFlow flow, Device device, DType dtype) {
        this.field = MixtureTensors.velocity(flow, device, dtype);
        this.dimension = flow.source().dimension();
        this.device = device;
        this.dtype = dtype;
    }

    /**
     * Velocity, density and responsibilities at points.
     *
     * @param t the time
     * @param points [n, d], row-major
     * @return all three
     * @throws dualflow.flow.NotPositiveDefiniteException if a covariance is singular in this format
     */
    public AtTime at(double t, double[] points) {
        List<double[]> velocities = new ArrayList<>();
        List<double[]> densities = new ArrayList<>();
        List<double[]> responsibilities = new ArrayList<>();
        inChunks(points, x -> {
            Tensor time = device.scalar(dtype, t);
            velocities.add(field.velocity(time, x).value().toDoubles());
            densities.add(field.logDensity(time, x).value().toDoubles());
            responsibilities.add(field.responsibilities(time, x).value().toDoubles());
        });
        return new AtTime(joined(velocities), joined(densities), joined(responsibilities));
    }

    /**
     * Where the flow takes points.
     *
     * @param solver the solver
     * @param grid the times
     * @param points at the grid's first time, [n, d]
     * @param progress is told how many points have arrived
     * @return the points at each time of the grid, [n, d]
     * @throws dualflow.flow.OdeException if the solve fails
     */
    public List<double[]> trajectories(OdeSolver solver, TimeGrid grid, double[] points, LongConsumer progress) {
        List<List<double[]>> byTime = new ArrayList<>();
        for (int i = 0; i <= grid.steps(); i++) {
            byTime.add(new ArrayList<>());
        }
        long[] done = new long[1];
        inChunks(points, x -> {
            List<Tensor> states = solver.trajectory(field, x, grid, Progress.NONE);
            for (int i = 0; i < states.size(); i++) {
                byTime.get(i).add(states.get(i).value().toDoubles());
            }
            done[0] += x.shape().dim(-2);
            progress.accept(done[0]);
        });
        return byTime.stream().map(MixturePoints::joined).toList();
    }

    /**
     * A grid of points over the box that holds the components at a time, with three standard deviations about each.
     *
     * @param flow the flow, in one or two dimensions
     * @param t the time
     * @param side the points along each axis, at least 2
     * @return [side^d, d]; the last axis varies fastest
     * @throws IllegalArgumentException if there are more dimensions, or fewer points
     */
    public static double[] grid(MixtureFlow flow, double t, int side) {
        int d = flow.source().dimension();
        if (d > 2 || side < 2) {
            throw new IllegalArgumentException(
                    "a grid has one or two dimensions and two points or more along each; got " + d + " and " + side);
        }
        double[][] axes = new double[d][side];
        for (int a = 0; a < d; a++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (Gaussian component : flow.target().components()) {
                double mean = (1 - t) * flow.source().mean()[a] + t * component.mean()[a];
                double variance = (1 - t) * (1 - t) * flow.source().covariance()[a][a]
                        + t * t * component.covariance()[a][a];
                low = Math.min(low, mean - DEVIATIONS * Math.sqrt(variance));
                high = Math.max(high, mean + DEVIATIONS * Math.sqrt(variance));
            }
            for (int i = 0; i < side; i++) {
                axes[a][i] = low + (high - low) * i / (side - 1);
            }
        }
        double[] points = new double[d == 1 ? side : 2 * side * side];
        for (int i = 0; i < points.length / d; i++) {
            for (int a = 0; a < d; a++) {
                points[i * d + a] = axes[a][a == d - 1 ? i % side : i / side];
            }
        }
        return points;
    }

    private interface Chunk {
        void of(Tensor x);
    }

    private void inChunks(double[] points, Chunk chunk) {
        int n = points.length / dimension;
        for (int first = 0; first < n; first += CHUNK) {
            int count = Math.min(CHUNK, n - first);
            Arena arena = device.arena();
            try {
                double[] rows = Arrays.copyOfRange(points, first * dimension, (first + count) * dimension);
                chunk.of(device.tensor(dtype, Shape.of(count, dimension), rows));
            } finally {
                arena.close();
            }
        }
    }

    private static double[] joined(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
