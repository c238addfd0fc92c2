package dualflow.experiment;

import dualflow.autodiff.FiniteDifference;
import dualflow.dependency.Derivative;
import dualflow.dependency.Directions;
import dualflow.dependency.Estimate;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.SecondMoment;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.images.ImageFlow;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The paper's Table 5: the correlation of two adjacent pixels, estimated from derivatives along random directions through a learned flow in
 * 99 Euler steps. The published code takes forward differences with epsilon = 1e-3 along unit directions, in float32, and computes their
 * Pearson correlation. Here exact JVPs are computed as well, for the same samples and directions.
 *
 * @param rows for the first samples, as many as in the paper, and for all samples
 * @param deviation the deviation of the differences from the products at these two pixels
 */
public record Table5(List<Row> rows, Deviation deviation) {
    /** The estimate printed in the paper. */
    public static final double PAPER_ESTIMATE = 0.8674;

    /** The correlation in the images as printed in the paper; its code computes it from 864 images of the test split. */
    public static final double PAPER_EMPIRICAL = 0.8813;

    /** The number of samples in the paper. */
    public static final int PAPER_SAMPLES = 320;

    /** The row of the paper's two pixels. */
    public static final int ROW = 8;

    /** The column of the first pixel; the second is to its right. */
    public static final int COLUMN = 14;

    /** The step of the published differences. */
    public static final double EPSILON = 1e-3;

    /** The published code's grid, linspace(0, 1, 100). */
    public static final TimeGrid GRID = TimeGrid.linspace(100);

    /**
     * The correlations over the first samples.
     *
     * @param samples the number of points x0, with one direction at each
     * @param jvp the correlation of the exact products; empty if a pixel never moves
     * @param difference the correlation of the differences, likewise
     * @param generated the correlation of the two pixels in the generated images, likewise
     */
    public record Row(
            int samples, Optional<Estimate> jvp, Optional<Estimate> difference, Optional<Estimate> generated) {
        static Row of(int samples, JvpSamples products, JvpSamples differences) {
            return new Row(
                    samples,
                    pearson(products.tangents(), samples),
                    pearson(differences.tangents(), samples),
                    pearson(centred(products.values(), samples), samples));
        }

        private static Optional<Estimate> pearson(double[] pairs, int samples) {
            double[] first = Arrays.copyOf(pairs, 2 * samples);
            SecondMoment moment = new SecondMoment(2);
            moment.add(new JvpSamples(0, samples, 1, 2, first, first));
            return moment.correlation().pearson(0, 1);
        }

        /** Shifted to near-zero mean, as the standard errors require. */
        private static double[] centred(double[] pairs, int samples) {
            double[] mean = new double[2];
            for (int i = 0; i < 2 * samples; i++) {
                mean[i % 2] += pairs[i] / samples;
            }
            return IntStream.range(0, 2 * samples)
                    .mapToDouble(i -> pairs[i] - mean[i % 2])
                    .toArray();
        }
    }

    /**
     * The indices of the two pixels in a grey image.
     *
     * @param columns the number of columns of an image
     * @return the indices
     */
    public static int[] pixels(int columns) {
        int first = ROW * columns + COLUMN;
        return new int[] {first, first + 1};
    }

    /**
     * Computes the products, then the differences.
     *
     * @param flow the learned flow
     * @param device the device to run on
     * @param dtype the format; the paper's is float32
     * @param samples the number of points, at least 2
     * @param seed the seed of all draws
     * @param columns the number of columns of an image
     * @param progress is told the number of completed samples, out of twice their number
     * @return the table
     * @throws dualflow.flow.OdeException if an image does not remain finite
     * @throws dualflow.dependency.NonFiniteDerivativeException if a derivative is not finite
     */
    public static Table5 compute(
            ImageFlow flow, Device device, DType dtype, int samples, long seed, int columns, LongConsumer progress) {
        JvpEstimator exact = estimator(flow, device, dtype, seed, pixels(columns));
        JvpEstimator forward = exact.withDerivative(new Derivative.Difference(FiniteDifference.FORWARD, EPSILON));
        JvpSamples products = run(exact, device, dtype, samples, progress);
        JvpSamples differences = run(forward, device, dtype, samples, done -> progress.accept(samples + done));
        List<Row> rows = IntStream.of(PAPER_SAMPLES, samples)
                .filter(n -> n <= samples)
                .distinct()
                .mapToObj(n -> Row.of(n, products, differences))
                .toList();
        return new Table5(rows, Deviation.of(differences.tangents(), products.tangents()));
    }

    /**
     * The first samples as complete images, with their derivatives.
     *
     * @param flow the learned flow
     * @param device the device to run on
     * @param dtype the format
     * @param samples the number of samples
     * @param seed the seed of all draws
     * @param derivative how the products are computed
     * @return the images and the products along their unit directions
     * @throws dualflow.flow.OdeException if an image does not remain finite
     */
    public static JvpSamples images(
            ImageFlow flow, Device device, DType dtype, int samples, long seed, Derivative derivative) {
        Arena arena = device.arena();
        try {
            int[] whole = IntStream.range(0, flow.dimension()).toArray();
            JvpEstimator estimator = estimator(flow, device, dtype, seed, whole).withDerivative(derivative);
            return run(estimator, device, dtype, samples, done -> {});
        } finally {
            arena.close();
        }
    }

    /** One unit direction at each point. */
    private static JvpEstimator estimator(ImageFlow flow, Device device, DType dtype, long seed, int... pixels) {
        return new JvpEstimator(flow.map(device, dtype, OdeSolver.euler(), GRID, pixels), flow.dimension(), seed)
                .withDirections(Directions.UNIT, 1)
                .withLargestChunk(flow.chunk());
    }

    /** All samples together. */
    private static JvpSamples run(
            JvpEstimator estimator, Device device, DType dtype, int samples, LongConsumer progress) {
        JvpSamples[] all = new JvpSamples[1];
        estimator.run(device, dtype, 0, samples, chunk -> {
            if (all[0] == null) {
                int m = chunk.outputs();
                all[0] = new JvpSamples(0, samples, 1, m, new double[samples * m], new double[samples * m]);
            }
            int at = (int) chunk.first() * chunk.outputs();
            System.arraycopy(chunk.values(), 0, all[0].values(), at, chunk.values().length);
            System.arraycopy(chunk.tangents(), 0, all[0].tangents(), at, chunk.tangents().length);
            progress.accept(chunk.first() + chunk.samples());
        });
        return all[0];
    }
}
