package dualflow.train;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.flow.TimeGrid;
import dualflow.nn.AverageVelocityModel;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.path.AffinePath;
import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * MeanFlow, Geng et al., "Mean flows for one-step generative modeling", 2025: a model learns the average velocity u(z, r, t) of the flow between two
 * times, and so its flow map. As x_r = x_t + (r - t) u(x_t, r, t) does not depend on t, with d/dt along the flow
 *
 * <pre>
 *   u(z, r, t) = v(t, z) - (t - r) du/dt,      du/dt the JVP of u along (v, 0, 1) in (z, r, t)
 * </pre>
 *
 * <p>This identity does not say which of the times is later. In the paper noise is at t = 1, r is at most t, and one step is z - u(z, 0, 1). Here noise is
 * at t = 0, so r is at least t, and one step from noise to data is x0 + u(x0, r = 1, t = 0).
 *
 * <p>The loss compares u with the right-hand side, taken with alpha' x1 + sigma' x0 for v and not differentiated in the parameters. Where r = t the JVP
 * has the factor 0, and the loss is that of conditional flow matching.
 */
public final class MeanFlow {
    /** What is added to the squared error in an adaptive weight, as in the paper. */
    static final double OFFSET = 1e-3;

    private MeanFlow() {}

    /**
     * The errors.
     *
     * @equation u(x_t, r, t) - stopgrad(v - (t - r) du/dt)
     * @param model the model u
     * @param path the path
     * @param pass the model's parameters
     * @param r the times to carry to, of t's shape
     * @param t one time for each sample, of x0's rank and of length 1 along the axes of a sample
     * @param x0 draws of the source
     * @param x1 data, of x0's shape
     * @return the errors, of x0's shape
     * @throws dualflow.path.UndefinedAtTimeException if a rate of the path is infinite at a time
     */
    public static Tensor error(
            AverageVelocityModel model, AffinePath path, Pass pass, Tensor r, Tensor t, Tensor x0, Tensor x1) {
        Tensor v = path.velocity(t, x0, x1);
        Dual u = alongTheFlow(model, pass, r, t, path.state(t, x0, x1), v);
        Tensor target = Ops.subtract(v, Ops.multiply(Ops.subtract(t, r), u.tangent()));
        return Ops.subtract(u.primal(), Ops.stopGradient(target));
    }

    /**
     * The average velocity and its rate along the flow.
     *
     * @equation u(z, r, t), and its JVP along (v, 0, 1)
     * @param model the model u
     * @param pass its parameters
     * @param r the times to carry to
     * @param t the times at which z is the state, of r's shape
     * @param z the state
     * @param v the velocity at t, of z's shape
     * @return both, of z's shape
     */
    public static Dual alongTheFlow(AverageVelocityModel model, Pass pass, Tensor r, Tensor t, Tensor z, Tensor v) {
        Tensor ones = t.device().fill(t.dtype(), t.shape(), 1);
        return Autodiff.jvp(at -> model.average(pass, r, at.get(1), at.get(0)), List.of(z, t), List.of(v, ones));
    }

    /**
     * The loss of errors: the mean over all elements of their square, each sample's with the weight w = (|e|^2 + 1e-3)^-p, which is not differentiated.
     *
     * @param error the errors, [batch, ...]
     * @param power p: 0 for the plain mean square, 1 as in the paper's best run
     * @return the loss, a scalar
     */
    public static Tensor loss(Tensor error, double power) {
        if (power == 0) {
            return FlowMatching.meanSquare(error);
        }
        Tensor square = Ops.multiply(error, error);
        Tensor perSample = Ops.sumTo(square, PathDraws.onePerSample(error.shape()));
        Tensor weight = Ops.exp(Ops.scale(Ops.log(Ops.shift(perSample, OFFSET)), -power));
        return Ops.mean(
                Ops.multiply(Ops.stopGradient(weight), square), error.shape().rank());
    }

    /**
     * Carries states along the flow by the model's own map.
     *
     * @equation x_r = x_t + (r - t) u(x_t, r, t) for each step from t to r
     * @param model the model u
     * @param pass its parameters
     * @param x the states at the grid's first time
     * @param grid the times; {@code TimeGrid.of(0, 1)} is one step from noise to data
     * @return the states at the grid's last time, of x's shape
     */
    public static Tensor carry(AverageVelocityModel model, Pass pass, Tensor x, TimeGrid grid) {
        try (Arena arena = x.device().arena()) {
            Tensor state = x;
            for (int i = 0; i < grid.steps(); i++) {
                Tensor t = x.device().scalar(x.dtype(), grid.time(i));
                Tensor r = x.device().scalar(x.dtype(), grid.time(i + 1));
                Tensor u = model.average(pass, r, t, state);
                state = Ops.add(state, Ops.multiply(Ops.subtract(r, t), u));
            }
            return arena.keep(state);
        }
    }
}
