package dualflow.train;

import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * The conditional flow-matching loss on the linear path, the mean over all elements of (v(t, x_t) - (x1 - x0))^2 with x_t = (1 - t)
 * x0 + t x1. Lipman et al., "Flow matching for generative modeling", ICLR 2023, with sigma_min = 0. Its minimiser is the velocity
 * E[x1 - x0 | x_t], and its least value is the mean conditional variance of x1 - x0: pi / 2 for two standard normal variables.
 */
public final class FlowMatching {
    /** What a network predicts. */
    public enum Prediction {
        /** The velocity: the loss compares with x1 - x0, and its minimiser is E[x1 - x0 | x_t]. */
        VELOCITY,
        /** The data, as in the published code of the correlated Gaussian: the loss compares with x1; minimiser E[x1 | x_t]. */
        X1
    }

    private FlowMatching() {}

    /**
     * The loss of a batch, for a network that predicts the velocity.
     *
     * @param model the model
     * @param pass its parameters
     * @param t one time for each sample, of x0's rank and of length 1 along the axes of a sample
     * @param x0 draws of the source
     * @param x1 data, of x0's shape
     * @return the loss, a scalar
     */
    public static Tensor loss(VelocityModel model, Pass pass, Tensor t, Tensor x0, Tensor x1) {
        return loss(model, Prediction.VELOCITY, pass, t, x0, x1);
    }

    /**
     * The loss of a batch: the mean of (f(t, x_t) - target)^2.
     *
     * @param model the network f
     * @param prediction what f predicts, which determines the target
     * @param pass its parameters
     * @param t one time for each sample, of x0's rank and of length 1 along the axes of a sample
     * @param x0 draws of the source
     * @param x1 data, of x0's shape
     * @return the loss, a scalar
     */
    public static Tensor loss(VelocityModel model, Prediction prediction, Pass pass, Tensor t, Tensor x0, Tensor x1) {
        Tensor xt = Ops.add(Ops.multiply(Ops.shift(Ops.negate(t), 1), x0), Ops.multiply(t, x1));
        Tensor target = prediction == Prediction.VELOCITY ? Ops.subtract(x1, x0) : x1;
        Tensor error = Ops.subtract(model.velocity(pass, t, xt), target);
        return Ops.mean(Ops.multiply(error, error), error.shape().rank());
    }
}
