package dualflow.evaluation;

import dualflow.nn.Pass;
import dualflow.normalizing.NormalizingFlow;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.util.Arrays;

/**
 * How well a normalizing flow in the plane fits data that it was not trained on.
 *
 * @param logLikelihood the mean of log p(x) over the data
 * @param standardError its standard error
 * @param gaussian the mean log-density of the normal distribution with the data's own mean and covariance, the best one for them
 * @param distance the sliced Wasserstein-2 distance between the flow's samples and the data
 * @param dataDistance that between other data and the data
 * @param samples the flow's samples, as many as there are data, [n, 2]
 */
@SuppressWarnings("ArrayRecordComponent") // a table of numbers
public record DensityFit(
        double logLikelihood,
        double standardError,
        double gaussian,
        double distance,
        double dataDistance,
        double[] samples) {
    private static final int CHUNK = 1000;
    private static final int DIRECTIONS = 100;

    /**
     * Judges a flow.
     *
     * @param flow the flow, of two coordinates
     * @param pass its parameters
     * @param data held-out data, [n, 2], n at least 3
     * @param other as many others
     * @param seed the seed of the flow's samples and of the projections
     * @param device where to compute
     * @param dtype the format
     * @return the judgement
     */
    public static DensityFit of(
            NormalizingFlow flow, Pass pass, double[] data, double[] other, long seed, Device device, DType dtype) {
        int n = data.length / 2;
        double[] logs = new double[n];
        double[] samples = new double[2 * n];
        for (int first = 0; first < n; first += CHUNK) {
            int count = Math.min(CHUNK, n - first);
            Arena arena = device.arena();
            try {
                double[] rows = Arrays.copyOfRange(data, 2 * first, 2 * (first + count));
                double[] log = flow.logDensity(pass, device.tensor(dtype, Shape.of(count, 2), rows))
                        .value()
                        .toDoubles();
                System.arraycopy(log, 0, logs, first, count);
                double[] made = flow.bijection()
                        .forward(pass, flow.noise(device, dtype, seed, first, count))
                        .value()
                        .value()
                        .toDoubles();
                System.arraycopy(made, 0, samples, 2 * first, 2 * count);
            } finally {
                arena.close();
            }
        }
        SampleMean logLikelihood = SampleMean.of(logs);
        Draws draws = new Draws(seed);
        return new DensityFit(
                logLikelihood.value(),
                logLikelihood.standardError(),
                gaussian(data),
                SampleDistances.slicedWasserstein(samples, data, 2, 2, DIRECTIONS, draws),
                SampleDistances.slicedWasserstein(other, data, 2, 2, DIRECTIONS, draws),
                samples);
    }

    /** -ln(2 pi) - ln det C / 2 - 1: the mean of the quadratic form over the data themselves is 2. */
    private static double gaussian(double[] data) {
        int n = data.length / 2;
        double[] mean = new double[2];
        for (int i = 0; i < data.length; i++) {
            mean[i % 2] += data[i] / n;
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < n; i++) {
            double x = data[2 * i] - mean[0];
            double y = data[2 * i + 1] - mean[1];
            xx += x * x / n;
            xy += x * y / n;
            yy += y * y / n;
        }
        return -StrictMath.log(2 * Math.PI) - 0.5 * StrictMath.log(xx * yy - xy * xy) - 1;
    }
}
