package dualflow.jacobian;

import dualflow.autodiff.Autodiff;
import dualflow.flow.Divergence;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;

/**
 * The Jacobian of a flow's map from 0 to t at one point: its leading singular directions, and |J|_F^2, without J itself.
 *
 * @param value x_t, d numbers
 * @param svd the leading singular values and vectors
 * @param squaredNorm |J|_F^2 by Hutch++, with as many columns and signs as there are probes
 */
public record FlowSketch(double[] value, RandomizedSvd svd, double squaredNorm) {
    /**
     * Which point, and how it is sketched.
     *
     * @param t the time at which the map ends
     * @param sample the number of the point x0, a draw of stream "source"
     * @param rank k
     * @param probes l
     * @param power q
     * @param seed the seed of all draws
     */
    public record Settings(double t, int sample, int rank, int probes, int power, long seed) {}

    /**
     * Sketches a flow.
     *
     * @param flow the flow
     * @param settings which point, and how
     * @param device where to run
     * @param dtype the format
     * @return the sketch
     * @throws IllegalArgumentException if a number is out of range
     */
    public static FlowSketch of(RowFlow flow, Settings settings, Device device, DType dtype) {
        Arena arena = device.arena();
        try {
            JacobianOperator j = new JacobianOperator(flow.map(settings.t()), point(flow, settings, device, dtype));
            Draws draws = new Draws(settings.seed());
            RandomizedSvd svd = RandomizedSvd.of(j, settings.rank(), settings.probes(), settings.power(), draws);
            Shape row = Shape.of(1, flow.dimension());
            Tensor trace = Divergence.hutchPlusPlus(
                            signs(draws, "columns", settings.probes(), row, device, dtype),
                            signs(draws, "trace", settings.probes(), row, device, dtype))
                    .of(j.gram(), device.scalar(dtype, 0), device.fill(dtype, row, 0))
                    .divergence();
            return new FlowSketch(j.value(), svd, trace.value().toDoubles()[0]);
        } finally {
            arena.close();
        }
    }

    /**
     * The Jacobian itself, by one product for each column.
     *
     * @param flow the flow
     * @param settings which point
     * @param device where to run
     * @param dtype the format
     * @return J, d rows of d numbers
     */
    public static double[][] dense(RowFlow flow, Settings settings, Device device, DType dtype) {
        int d = flow.dimension();
        Arena arena = device.arena();
        try {
            double[] entries = Autodiff.jacobian(flow.map(settings.t()), point(flow, settings, device, dtype))
                    .value()
                    .toDoubles();
            double[][] rows = new double[d][];
            for (int i = 0; i < d; i++) {
                rows[i] = Arrays.copyOfRange(entries, i * d, (i + 1) * d);
            }
            return rows;
        } finally {
            arena.close();
        }
    }

    private static Tensor point(RowFlow flow, Settings settings, Device device, DType dtype) {
        int d = flow.dimension();
        double[] normals = new Draws(settings.seed()).normals(Draws.stream("source"), (long) settings.sample() * d, d);
        return flow.source().apply(device.tensor(dtype, Shape.of(1, d), normals));
    }

    private static Tensor signs(Draws draws, String stream, int count, Shape row, Device device, DType dtype) {
        double[] signs = draws.signs(Draws.stream(stream), 0, count * row.size());
        return device.tensor(dtype, row.withFirst(count), signs);
    }
}
