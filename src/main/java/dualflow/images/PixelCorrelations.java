package dualflow.images;

import dualflow.data.Images;
import dualflow.dependency.Correlation;
import dualflow.dependency.Derivative;
import dualflow.dependency.Directions;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.Nonlinearity;
import dualflow.dependency.SecondMoment;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Estimates correlations of pixels from derivatives of the images that a flow generates (paper, sections 5.3 and 6.3).
 *
 * @param flow the flow
 * @param images the images to which its derivatives are compared
 * @param solver the method that solves the flow
 * @param grid the time grid
 * @param derivative how the products J z are computed
 * @param samples the number of points x0
 * @param directions the number of directions z at each point
 * @param seed the seed of all draws
 */
public record PixelCorrelations(
        ImageFlow flow,
        Images images,
        OdeSolver solver,
        TimeGrid grid,
        Derivative derivative,
        long samples,
        int directions,
        long seed) {

    /** The second moment of the derivatives, and that of the generated pixels minus the mean of the images. */
    private record Sums(SecondMoment derivatives, SecondMoment generated) {}

    /**
     * Estimates the correlation of every pair of some pixels.
     *
     * @param device the device to run on
     * @param dtype the format
     * @param progress is told the number of completed samples
     * @param pixels indices of elements of an image: row by row, with the channels of a pixel adjacent
     * @return the pairs, each pixel with all later ones
     * @throws dualflow.data.BadFileException if an image cannot be read
     * @throws dualflow.flow.OdeException if an image does not remain finite
     * @throws dualflow.dependency.NonFiniteDerivativeException if a derivative is not finite
     */
    public List<PixelPair> pairs(Device device, DType dtype, LongConsumer progress, int... pixels) {
        PixelStatistics statistics = new PixelStatistics(images, pixels);
        Sums sums = sums(device, dtype, statistics, progress, pixels);
        Correlation correlation = sums.derivatives().correlation();
        double[][] s = sums.derivatives().matrix();
        double[] factors =
                flow instanceof GaussianImageFlow gaussian ? gaussian.discretizedFactors(solver, grid) : new double[0];
        List<PixelPair> pairs = new ArrayList<>();
        for (int i = 0; i < pixels.length; i++) {
            for (int j = i + 1; j < pixels.length; j++) {
                int a = pixels[i];
                int b = pixels[j];
                Optional<PixelPair.Moments> covariance = covariance(a, b);
                // If the model's pixel never moves, its derivative through the solver is only round-off.
                boolean moves = covariance.map(PixelPair.Moments::moves).orElse(true);
                pairs.add(new PixelPair(
                        i,
                        j,
                        moves ? correlation.uncentred(i, j) : Optional.empty(),
                        moves ? correlation.pearson(i, j) : Optional.empty(),
                        moves ? correlation.effectiveCount(i, j) : OptionalDouble.empty(),
                        moves && flow instanceof GaussianImageFlow gaussian
                                ? gaussian.discretizedCorrelation(factors, a, b)
                                : OptionalDouble.empty(),
                        statistics.pearson(i, j),
                        moves ? sums.generated().correlation().pearson(i, j) : Optional.empty(),
                        new PixelPair.Moments(s[i][i], s[i][j], s[j][j]),
                        covariance));
            }
        }
        return pairs;
    }

    private Optional<PixelPair.Moments> covariance(int a, int b) {
        OptionalDouble first = flow.covariance(a, a);
        OptionalDouble both = flow.covariance(a, b);
        OptionalDouble second = flow.covariance(b, b);
        return first.isPresent() && both.isPresent() && second.isPresent()
                ? Optional.of(new PixelPair.Moments(first.getAsDouble(), both.getAsDouble(), second.getAsDouble()))
                : Optional.empty();
    }

    /**
     * The deviation of the map to some pixels from a linear one.
     *
     * @param device the device to run on
     * @param dtype the format
     * @param pixels indices of elements of an image
     * @return the nonlinearity
     */
    public Nonlinearity nonlinearity(Device device, DType dtype, int... pixels) {
        Arena arena = device.arena();
        try {
            return Nonlinearity.measure(
                    flow.map(device, dtype, solver, grid, pixels), flow.dimension(), seed, device, dtype);
        } finally {
            arena.close();
        }
    }

    /**
     * The complete image of the first sample and its derivative along one direction.
     *
     * @param device the device to run on
     * @param dtype the format
     * @return one sample
     */
    public JvpSamples picture(Device device, DType dtype) {
        JvpSamples[] picture = new JvpSamples[1];
        int[] every = IntStream.range(0, flow.dimension()).toArray();
        estimator(device, dtype, every).run(device, dtype, 0, 1, chunk -> picture[0] = chunk);
        return picture[0];
    }

    private Sums sums(Device device, DType dtype, PixelStatistics statistics, LongConsumer progress, int... pixels) {
        Sums sums = new Sums(new SecondMoment(pixels.length), new SecondMoment(pixels.length));
        estimator(device, dtype, pixels)
                .withDirections(Directions.GAUSSIAN, directions)
                .run(device, dtype, 0, samples, chunk -> {
                    sums.derivatives().add(chunk);
                    sums.generated().add(centred(chunk, statistics));
                    progress.accept(chunk.first() + chunk.samples());
                });
        return sums;
    }

    private JvpEstimator estimator(Device device, DType dtype, int... pixels) {
        return new JvpEstimator(flow.map(device, dtype, solver, grid, pixels), flow.dimension(), seed)
                .withDerivative(derivative)
                .withLargestChunk(flow.chunk());
    }

    /** The samples' values in place of tangents, shifted to near-zero mean, as the standard errors require. */
    private static JvpSamples centred(JvpSamples chunk, PixelStatistics statistics) {
        double[] values = chunk.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] -= statistics.mean(i % chunk.outputs());
        }
        return new JvpSamples(chunk.first(), chunk.samples(), 1, chunk.outputs(), chunk.values(), values);
    }
}
