package dualflow.cli;

import dualflow.data.Images;
import dualflow.dependency.Correlation;
import dualflow.dependency.Derivative;
import dualflow.dependency.Directions;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.Nonlinearity;
import dualflow.dependency.SecondMoment;
import dualflow.experiment.GaussianImageFlow;
import dualflow.experiment.ImageFlow;
import dualflow.experiment.PixelStatistics;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What the command correlate computes: derivatives of the images that a flow makes, and from them the correlations of pixels.
 *
 * @param flow the flow
 * @param images the images with which its derivatives are compared
 * @param solver the method that solves the flow
 * @param grid its steps
 * @param derivative how the products J z are taken
 * @param samples how many points x0
 * @param directions how many directions z at each
 * @param seed of all draws
 */
record CorrelateRun(
        ImageFlow flow,
        Images images,
        OdeSolver solver,
        TimeGrid grid,
        Derivative derivative,
        long samples,
        int directions,
        long seed) {

    /** The derivatives' second moment, and that of the generated pixels less the images' mean. */
    private record Sums(SecondMoment derivatives, SecondMoment generated) {}

    /** Estimates the correlation of each pair of some pixels, and says on the error stream how far it is. */
    List<PixelPair> pairs(Device device, DType dtype, List<Pixel> pixels, PrintWriter err) {
        int[] indices = pixels.stream().mapToInt(p -> p.index(images)).toArray();
        PixelStatistics statistics = new PixelStatistics(images, indices);
        Sums sums = sums(device, dtype, statistics, indices, err);
        Correlation correlation = sums.derivatives().correlation();
        double[][] s = sums.derivatives().matrix();
        double[] factors =
                flow instanceof GaussianImageFlow gaussian ? gaussian.discretizedFactors(solver, grid) : new double[0];
        List<PixelPair> pairs = new ArrayList<>();
        for (int i = 0; i < indices.length; i++) {
            for (int j = i + 1; j < indices.length; j++) {
                int a = indices[i];
                int b = indices[j];
                Optional<PixelPair.Moments> covariance = covariance(a, b);
                // Where the model's pixel never moves, what the solver leaves of its derivative is rounding.
                boolean moves = covariance.map(PixelPair.Moments::moves).orElse(true);
                pairs.add(new PixelPair(
                        pixels.get(i),
                        pixels.get(j),
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

    /** How far the map to these pixels is from a linear one. */
    Nonlinearity nonlinearity(Device device, DType dtype, List<Pixel> pixels) {
        int[] indices = pixels.stream().mapToInt(p -> p.index(images)).toArray();
        Arena arena = device.arena();
        try {
            return Nonlinearity.measure(
                    flow.map(device, dtype, solver, grid, indices), flow.dimension(), seed, device, dtype);
        } finally {
            arena.close();
        }
    }

    /** The first sample's whole image and its derivative along one direction. */
    JvpSamples picture(Device device, DType dtype) {
        JvpSamples[] picture = new JvpSamples[1];
        int[] every = IntStream.range(0, flow.dimension()).toArray();
        estimator(device, dtype, every).run(device, dtype, 0, 1, chunk -> picture[0] = chunk);
        return picture[0];
    }

    private Sums sums(Device device, DType dtype, PixelStatistics statistics, int[] indices, PrintWriter err) {
        Sums sums = new Sums(new SecondMoment(indices.length), new SecondMoment(indices.length));
        try (RunProgress progress = new RunProgress(err, "samples", samples)) {
            estimator(device, dtype, indices)
                    .withDirections(Directions.GAUSSIAN, directions)
                    .run(device, dtype, 0, samples, chunk -> {
                        sums.derivatives().add(chunk);
                        sums.generated().add(centred(chunk, statistics));
                        progress.at(chunk.first() + chunk.samples());
                    });
        }
        return sums;
    }

    private JvpEstimator estimator(Device device, DType dtype, int... indices) {
        return new JvpEstimator(flow.map(device, dtype, solver, grid, indices), flow.dimension(), seed)
                .withDerivative(derivative)
                .withLargestChunk(flow.chunk());
    }

    /** The samples' values in the place of tangents, near zero in the mean, as the standard errors want them. */
    private static JvpSamples centred(JvpSamples chunk, PixelStatistics statistics) {
        double[] values = chunk.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] -= statistics.mean(i % chunk.outputs());
        }
        return new JvpSamples(chunk.first(), chunk.samples(), 1, chunk.outputs(), chunk.values(), values);
    }
}
