package dualflow.train;

import dualflow.flow.ButcherTableau;
import dualflow.flow.Divergence;
import dualflow.flow.LogLikelihood;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.Function;

/**
 * Maximum likelihood of a continuous normalizing flow: the mean over the batch of -log p1(x1) in nats, by {@link LogLikelihood} from the source N(0, I).
 * R. T. Q. Chen et al., "Neural ordinary differential equations", 2018; with random signs Grathwohl et al., "FFJORD", ICLR 2019. The gradient is that
 * of the discrete solve, through all its steps, whose values are kept in memory.
 *
 * <p>A network that was trained so, or by flow matching, is the same kind of model; only this loss solves an equation for each step.
 *
 * @param model predicts the velocity
 * @param solver solves the augmented equation
 * @param grid the times from source to data
 * @param probes the number of random signs along which the divergence is estimated, the draws of stream "signs" of the step; 0 for the exact one
 * @param data the data, [batch, d]
 * @param seed the seed of the signs
 */
public record LikelihoodObjective(
        VelocityModel model, OdeSolver solver, TimeGrid grid, int probes, Batches data, long seed)
        implements Objective {
    /**
     * Checks the number.
     *
     * @param model predicts the velocity
     * @param solver solves the augmented equation
     * @param grid the times from source to data
     * @param probes the number of random signs, or 0
     * @param data the data, [batch, d]
     * @param seed the seed of the signs
     * @throws IllegalArgumentException if the number of probes is negative
     */
    public LikelihoodObjective {
        if (probes < 0) {
            throw new IllegalArgumentException("the number of probes is " + probes + "; give 0 for the exact trace");
        }
    }

    /**
     * By the classical Runge-Kutta method in equal steps, with the exact trace.
     *
     * @param model predicts the velocity
     * @param steps the number of steps from source to data
     * @param data the data, [batch, d]
     */
    public LikelihoodObjective(VelocityModel model, int steps, Batches data) {
        this(model, OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4), TimeGrid.uniform(0, 1, steps), 0, data, 0);
    }

    @Override
    public Function<Pass, Tensor> at(Device device, DType dtype, long step) {
        Tensor x1 = device.tensor(dtype, data.shape(), data.at(step));
        LogLikelihood likelihood = new LogLikelihood(solver, grid, divergence(x1, step));
        return pass -> {
            Tensor logDensity = likelihood.of((t, x) -> model.velocity(pass, t, x), LogLikelihood::standardNormal, x1);
            return Ops.negate(Ops.mean(logDensity, 1));
        };
    }

    private Divergence divergence(Tensor x1, long step) {
        if (probes == 0) {
            return Divergence.exact();
        }
        Shape shape = x1.shape().withFirst(probes);
        int size = shape.size();
        double[] signs = new Draws(seed).signs(Draws.stream("signs"), step * size, size);
        return Divergence.hutchinson(x1.device().tensor(x1.dtype(), shape, signs));
    }
}
