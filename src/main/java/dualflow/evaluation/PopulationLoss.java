package dualflow.evaluation;

import dualflow.closedform.GaussianFlow;
import dualflow.flow.LinearPath;
import dualflow.flow.VelocityField;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.FlowMatching.Prediction;

/**
 * The loss of a network on the flow from N(0, I) to a Gaussian, over fresh draws of t, x0 and x1, together with the minimum attainable
 * loss. With g* the conditional mean of the target given x_t, the loss of any g is the floor E (target - g*)^2 plus the excess E (g -
 * g*)^2, so the excess, whose variance is far smaller, tells how far a network is from the floor. All are means over samples and
 * dimensions.
 *
 * @param value the mean of (g(t, x_t) - target)^2, with its error
 * @param standardError the standard error of the value
 * @param excess the mean of (g(t, x_t) - g*(t, x_t))^2
 * @param excessError the standard error of the excess
 * @param floor the mean conditional variance of the target, in closed form
 */
public record PopulationLoss(double value, double standardError, double excess, double excessError, double floor) {
    private static final int CHUNK = 1 << 14;

    /** The prediction with the minimum loss, the conditional mean of the target, in closed form. */
    private interface BestPrediction {
        double[] at(double t, double[] x);
    }

    /**
     * Evaluates a network.
     *
     * @param network g, from (t [n, 1], x [n, d]) to [n, d]
     * @param prediction what its output represents, which determines the target: x1 - x0 or x1
     * @param data the distribution of x1; its seed determines all draws, and must differ from the training seed
     * @param samples the number of draws, at least 2
     * @param device the device of the network
     * @param dtype its format
     * @return the loss
     */
    public static PopulationLoss of(
            VelocityField network,
            Prediction prediction,
            GaussianSamples data,
            int samples,
            Device device,
            DType dtype) {
        GaussianFlow flow = data.flow();
        boolean velocity = prediction == Prediction.VELOCITY;
        BestPrediction exact = velocity ? flow::velocity : flow::conditionalMean;
        Draws draws = new Draws(data.seed());
        int d = data.dimension();
        RunningMean loss = new RunningMean();
        RunningMean excess = new RunningMean();
        for (int first = 0; first < samples; first += CHUNK) {
            int count = Math.min(CHUNK, samples - first);
            double[] t = draws.uniforms(Draws.stream("time"), first, count);
            double[] x0 = draws.normals(Draws.stream("source"), (long) first * d, count * d);
            double[] x1 = data.draw(first, count);
            double[] xt = new double[count * d];
            double[] g = apply(network, t, x0, x1, xt, device, dtype);
            for (int i = 0; i < count; i++) {
                double[] point = new double[d];
                System.arraycopy(xt, i * d, point, 0, d);
                double[] best = exact.at(t[i], point);
                double squares = 0;
                double excessSquares = 0;
                for (int j = 0; j < d; j++) {
                    int at = i * d + j;
                    double error = g[at] - (velocity ? x1[at] - x0[at] : x1[at]);
                    squares += error * error;
                    excessSquares += (g[at] - best[j]) * (g[at] - best[j]);
                }
                loss.add(squares / d);
                excess.add(excessSquares / d);
            }
        }
        double floor = velocity ? flow.lossFloor() : flow.targetLossFloor();
        return new PopulationLoss(loss.value(), loss.error(), excess.value(), excess.error(), floor / d);
    }

    /**
     * How far the network is from the minimum loss.
     *
     * @return the excess over the floor
     */
    public double relativeExcess() {
        return excess / floor;
    }

    private static double[] apply(
            VelocityField network, double[] t, double[] x0, double[] x1, double[] xt, Device device, DType dtype) {
        Arena arena = device.arena();
        try {
            int count = t.length;
            Shape shape = Shape.of(count, xt.length / count);
            Tensor time = device.tensor(dtype, Shape.of(count, 1), t);
            Tensor x = LinearPath.at(time, device.tensor(dtype, shape, x0), device.tensor(dtype, shape, x1));
            System.arraycopy(x.value().toDoubles(), 0, xt, 0, xt.length);
            return network.velocity(time, x).value().toDoubles();
        } finally {
            arena.close();
        }
    }
}
