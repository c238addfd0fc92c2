package dualflow.experiment;

import dualflow.autodiff.FiniteDifference;
import dualflow.dependency.Derivative;
import dualflow.dependency.Directions;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.JvpSamples;
import dualflow.flow.OdeSolver;
import dualflow.images.ImageFlow;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The derivatives of {@link Table5}'s two pixels along random unit directions, exact and as the paper takes them, for the same samples and
 * directions.
 *
 * @param products the exact products J u, and the pixels
 * @param differences the published code's forward differences
 */
public record PixelDerivatives(JvpSamples products, JvpSamples differences) {
    /**
     * Computes the products, then the differences.
     *
     * @param flow the learned flow
     * @param device the device to run on
     * @param dtype the format; the paper's is float32
     * @param samples the number of points
     * @param directions K, the number of unit directions at each point; the paper's is 1
     * @param seed the seed of all draws
     * @param columns the number of columns of an image
     * @param progress is told the number of completed samples, out of twice their number
     * @return the derivatives
     * @throws dualflow.flow.OdeException if an image does not remain finite
     * @throws dualflow.dependency.NonFiniteDerivativeException if a derivative is not finite
     */
    public static PixelDerivatives compute(
            ImageFlow flow,
            Device device,
            DType dtype,
            int samples,
            int directions,
            long seed,
            int columns,
            LongConsumer progress) {
        JvpEstimator exact = estimator(flow, device, dtype, directions, seed, Table5.pixels(columns));
        JvpEstimator forward =
                exact.withDerivative(new Derivative.Difference(FiniteDifference.FORWARD, Table5.EPSILON));
        return new PixelDerivatives(
                all(exact, device, dtype, samples, progress),
                all(forward, device, dtype, samples, done -> progress.accept(samples + done)));
    }

    /**
     * The exact products alone, at half the cost.
     *
     * @param flow the learned flow
     * @param device the device to run on
     * @param dtype the format
     * @param samples the number of points
     * @param directions K, the number of unit directions at each point
     * @param seed the seed of all draws
     * @param columns the number of columns of an image
     * @param progress is told the number of completed samples
     * @return the products, and the pixels
     * @throws dualflow.flow.OdeException if an image does not remain finite
     */
    public static JvpSamples products(
            ImageFlow flow,
            Device device,
            DType dtype,
            int samples,
            int directions,
            long seed,
            int columns,
            LongConsumer progress) {
        Arena arena = device.arena();
        try {
            return all(
                    estimator(flow, device, dtype, directions, seed, Table5.pixels(columns)),
                    device,
                    dtype,
                    samples,
                    progress);
        } finally {
            arena.close();
        }
    }

    /**
     * The first samples as complete images, with their derivatives along one unit direction.
     *
     * @param flow the learned flow
     * @param device the device to run on
     * @param dtype the format
     * @param samples the number of samples
     * @param seed the seed of all draws
     * @param derivative how the products are computed
     * @return the images and the products
     * @throws dualflow.flow.OdeException if an image does not remain finite
     */
    public static JvpSamples images(
            ImageFlow flow, Device device, DType dtype, int samples, long seed, Derivative derivative) {
        Arena arena = device.arena();
        try {
            int[] whole = IntStream.range(0, flow.dimension()).toArray();
            return all(
                    estimator(flow, device, dtype, 1, seed, whole).withDerivative(derivative),
                    device,
                    dtype,
                    samples,
                    done -> {});
        } finally {
            arena.close();
        }
    }

    /**
     * The first of some samples.
     *
     * @param all the samples, from 0 on
     * @param count how many to take, at most all
     * @return them, with all their directions
     */
    static JvpSamples first(JvpSamples all, int count) {
        int m = all.outputs();
        double[] tangents = new double[all.directions() * count * m];
        for (int k = 0; k < all.directions(); k++) {
            System.arraycopy(all.tangents(), k * all.samples() * m, tangents, k * count * m, count * m);
        }
        return new JvpSamples(0, count, all.directions(), m, Arrays.copyOf(all.values(), count * m), tangents);
    }

    private static JvpEstimator estimator(
            ImageFlow flow, Device device, DType dtype, int directions, long seed, int... pixels) {
        return new JvpEstimator(flow.map(device, dtype, OdeSolver.euler(), Table5.GRID, pixels), flow.dimension(), seed)
                .withDirections(Directions.UNIT, directions)
                .withLargestChunk(flow.chunk());
    }

    /** All samples together. */
    private static JvpSamples all(
            JvpEstimator estimator, Device device, DType dtype, int samples, LongConsumer progress) {
        JvpSamples[] all = new JvpSamples[1];
        estimator.run(device, dtype, 0, samples, chunk -> {
            int m = chunk.outputs();
            int directions = chunk.directions();
            if (all[0] == null) {
                all[0] = new JvpSamples(
                        0, samples, directions, m, new double[samples * m], new double[directions * samples * m]);
            }
            int at = (int) chunk.first() * m;
            int length = chunk.samples() * m;
            System.arraycopy(chunk.values(), 0, all[0].values(), at, length);
            for (int k = 0; k < directions; k++) {
                System.arraycopy(chunk.tangents(), k * length, all[0].tangents(), k * samples * m + at, length);
            }
            progress.accept(chunk.first() + chunk.samples());
        });
        return all[0];
    }
}
