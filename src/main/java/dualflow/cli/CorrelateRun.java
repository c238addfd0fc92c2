package dualflow.cli;

import dualflow.dependency.Correlation;
import dualflow.dependency.Derivative;
import dualflow.dependency.Directions;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.SecondMoment;
import dualflow.experiment.GaussianImageFlow;
import dualflow.experiment.ImageFlow;
import dualflow.experiment.ImageStatistics;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
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
 * @param flow the fitted flow
 * @param statistics of the images
 * @param solver the method that solves the flow
 * @param grid its steps
 * @param derivative how the products J z are taken
 * @param samples how many points x0
 * @param directions how many directions z at each
 * @param seed of all draws
 */
record CorrelateRun(
        ImageFlow flow,
        ImageStatistics statistics,
        OdeSolver solver,
        TimeGrid grid,
        Derivative derivative,
        long samples,
        int directions,
        long seed) {

    /** The derivatives' second moment, and that of the generated pixels less the images' mean. */
    private record Sums(SecondMoment derivatives, SecondMoment generated) {}

    /** Estimates the correlation of each pair of some pixels, and says on the error stream how far it is. */
    List<PixelPair> pairs(Device device, DType dtype, List<Pixel> pixels, int columns, PrintWriter err) {
        int[] indices = pixels.stream().mapToInt(p -> p.index(columns)).toArray();
        Sums sums = sums(device, dtype, indices, err);
        Correlation correlation = sums.derivatives().correlation();
        double[][] s = sums.derivatives().matrix();
        double[] factors =
                flow instanceof GaussianImageFlow gaussian ? gaussian.discretizedFactors(solver, grid) : new double[0];
        List<PixelPair> pairs = new ArrayList<>();
        for (int i = 0; i < indices.length; i++) {
            for (int j = i + 1; j < indices.length; j++) {
                int a = indices[i];
                int b = indices[j];
                double[] covariance = {flow.covariance(a, a), flow.covariance(a, b), flow.covariance(b, b)};
                // Where the model's pixel never moves, what the solver leaves of its derivative is rounding.
                boolean moves = covariance[0] > 0 && covariance[2] > 0;
                OptionalDouble fitted = moves
                        ? OptionalDouble.of(covariance[1] / (Math.sqrt(covariance[0]) * Math.sqrt(covariance[2])))
                        : OptionalDouble.empty();
                pairs.add(new PixelPair(
                        pixels.get(i),
                        pixels.get(j),
                        moves ? correlation.uncentred(i, j) : Optional.empty(),
                        moves ? correlation.pearson(i, j) : Optional.empty(),
                        moves ? correlation.effectiveCount(i, j) : OptionalDouble.empty(),
                        moves && flow instanceof GaussianImageFlow gaussian
                                ? gaussian.discretizedCorrelation(factors, a, b)
                                : OptionalDouble.empty(),
                        statistics.pearson(a, b),
                        fitted,
                        moves ? sums.generated().correlation().pearson(i, j) : Optional.empty(),
                        new double[] {s[i][i], s[i][j], s[j][j]},
                        covariance));
            }
        }
        return pairs;
    }

    /** The first sample's whole image and its derivative along one direction. */
    JvpSamples picture(Device device, DType dtype) {
        JvpSamples[] picture = new JvpSamples[1];
        int[] every = IntStream.range(0, flow.dimension()).toArray();
        estimator(device, dtype, every).run(device, dtype, 0, 1, chunk -> picture[0] = chunk);
        return picture[0];
    }

    private Sums sums(Device device, DType dtype, int[] indices, PrintWriter err) {
        Sums sums = new Sums(new SecondMoment(indices.length), new SecondMoment(indices.length));
        try (RunProgress progress = new RunProgress(err, "samples", samples)) {
            estimator(device, dtype, indices)
                    .withDirections(Directions.GAUSSIAN, directions)
                    .run(device, dtype, 0, samples, chunk -> {
                        sums.derivatives().add(chunk);
                        sums.generated().add(centred(chunk, indices));
                        progress.at(chunk.first() + chunk.samples());
                    });
        }
        return sums;
    }

    private JvpEstimator estimator(Device device, DType dtype, int... indices) {
        return new JvpEstimator(flow.map(device, dtype, solver, grid, indices), flow.dimension(), seed)
                .withDerivative(derivative)
                .withLargestChunk(flow instanceof GaussianImageFlow ? 512 : 128);
    }

    /** The samples' values in the place of tangents, near zero in the mean, as the standard errors want them. */
    private JvpSamples centred(JvpSamples chunk, int[] indices) {
        double[] values = chunk.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] -= statistics.mean()[indices[i % indices.length]];
        }
        return new JvpSamples(chunk.first(), chunk.samples(), 1, chunk.outputs(), chunk.values(), values);
    }
}
