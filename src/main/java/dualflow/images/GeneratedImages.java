package dualflow.images;

import dualflow.dependency.JvpEstimator;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Images that a flow makes: sample i is that of the point x0 which {@link JvpEstimator} gives sample i. */
public final class GeneratedImages {
    private GeneratedImages() {}

    /**
     * Makes images.
     *
     * @param flow the flow
     * @param device where to run
     * @param dtype the format
     * @param solver the method
     * @param grid the times, from 0 to 1
     * @param count how many
     * @param seed of all draws
     * @param progress is told how many are done
     * @return their numbers, image by image
     * @throws dualflow.flow.OdeException if an image does not stay finite
     */
    public static double[] of(
            ImageFlow flow,
            Device device,
            DType dtype,
            OdeSolver solver,
            TimeGrid grid,
            int count,
            long seed,
            LongConsumer progress) {
        int d = flow.dimension();
        double[] images = new double[Math.multiplyExact(count, d)];
        Arena arena = device.arena();
        try {
            UnaryOperator<Tensor> map =
                    flow.map(device, dtype, solver, grid, IntStream.range(0, d).toArray());
            for (int done = 0; done < count; ) {
                int n = Math.min(flow.chunk(), count - done);
                double[] x0 = new Draws(seed).normals(JvpEstimator.POINTS, (long) done * d, n * d);
                System.arraycopy(made(map, device, dtype, Shape.of(n, d), x0), 0, images, done * d, n * d);
                done += n;
                progress.accept(done);
            }
        } finally {
            arena.close();
        }
        return images;
    }

    private static double[] made(UnaryOperator<Tensor> map, Device device, DType dtype, Shape shape, double[] x0) {
        Arena arena = device.arena();
        try {
            return map.apply(device.tensor(dtype, shape, x0)).value().toDoubles();
        } finally {
            arena.close();
        }
    }
}
