package dualflow.evaluation;

import dualflow.flow.VelocityField;
import dualflow.path.NoiseSchedule;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * How far the flow matching loss of a network is above the least there is, over a toy distribution with independent pairs: the mean of
 * |g(t, x_t) - v(t, x_t)|^2 over both coordinates, with v the marginal velocity, which {@link ToyPosterior} knows.
 */
public final class ToyExcess implements ExcessMeasure {
    private static final int COUNT = 1 << 10;

    private final double[] times;
    private final double[] states;
    private final double[] velocities;

    private ToyExcess(double[] times, double[] states, double[] velocities) {
        this.times = times;
        this.states = states;
        this.velocities = velocities;
    }

    /**
     * The measure for a distribution and a path.
     *
     * @param samples the distribution and the seed of the training, which sees none of these draws
     * @param schedule the path's factors, whose rates are finite at all times
     * @param device where to compute these
     * @return the measure
     * @throws IllegalArgumentException for the checkerboard
     */
    public static ToyExcess of(ToySamples samples, NoiseSchedule schedule, Device device) {
        ToyPosterior posterior = ToyPosterior.of(samples.data());
        Draws draws = new Draws(~samples.seed());
        double[] t = draws.uniforms(Draws.stream("time"), 0, COUNT);
        double[] x0 = draws.normals(Draws.stream("source"), 0, 2 * COUNT);
        double[] x1 = samples.heldOut(0, COUNT);
        double[] alpha;
        double[] sigma;
        double[] alphaRate;
        double[] sigmaRate;
        Arena arena = device.arena();
        try {
            Tensor time = device.tensor(DType.FLOAT64, Shape.of(COUNT), t);
            alpha = schedule.alpha(time).value().toDoubles();
            sigma = schedule.sigma(time).value().toDoubles();
            alphaRate = schedule.alphaRate(time).value().toDoubles();
            sigmaRate = schedule.sigmaRate(time).value().toDoubles();
        } finally {
            arena.close();
        }
        double[] states = new double[2 * COUNT];
        double[] velocities = new double[2 * COUNT];
        IntStream.range(0, COUNT).parallel().forEach(i -> {
            double[] state = {
                alpha[i] * x1[2 * i] + sigma[i] * x0[2 * i], alpha[i] * x1[2 * i + 1] + sigma[i] * x0[2 * i + 1]
            };
            ToyPosterior.Ends ends = posterior.given(alpha[i], sigma[i], state);
            for (int a = 0; a < 2; a++) {
                states[2 * i + a] = state[a];
                velocities[2 * i + a] = alphaRate[i] * ends.dataMean()[a] + sigmaRate[i] * ends.noiseMean()[a];
            }
        });
        return new ToyExcess(t, states, velocities);
    }

    @Override
    public LossExcess of(VelocityField network, long step, Device device, DType dtype) {
        double[] g;
        Arena arena = device.arena();
        try {
            Tensor t = device.tensor(dtype, Shape.of(COUNT, 1), times);
            g = network.velocity(t, device.tensor(dtype, Shape.of(COUNT, 2), states))
                    .value()
                    .toDoubles();
        } finally {
            arena.close();
        }
        RunningMean excess = new RunningMean();
        for (int i = 0; i < COUNT; i++) {
            double dx = g[2 * i] - velocities[2 * i];
            double dy = g[2 * i + 1] - velocities[2 * i + 1];
            excess.add((dx * dx + dy * dy) / 2);
        }
        return new LossExcess(step, excess.value(), excess.error());
    }
}
