package dualflow.train;

import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.op.Ops;
import dualflow.path.AffinePath;
import dualflow.path.LinearSchedule;
import dualflow.path.MarginalPath;
import dualflow.tensor.Tensor;

/**
 * The two losses of flow matching, Lipman et al., "Flow matching for generative modeling", ICLR 2023, each the mean over all elements of a square:
 *
 * <pre>
 *   L_FM  = E (v(t, x_t) - u(t, x_t))^2,                       u(t, x) = E[alpha' x1 + sigma' x0 | x_t = x]
 *   L_CFM = E (v(t, x_t) - (alpha' x1 + sigma' x0))^2,         x_t = alpha x1 + sigma x0
 * </pre>
 *
 * <p>L_CFM needs no marginal field u, which is known only of data whose law is known. Both have the same gradient in the model's parameters in expectation,
 * though not on a batch: L_CFM = L_FM + the mean conditional variance of the target, which no model can fall below. On the linear path that floor is
 * pi / 2 for two standard normal variables.
 */
public final class FlowMatching {
    private static final AffinePath LINEAR = new AffinePath(new LinearSchedule());

    /** What a network predicts. */
    public enum Prediction {
        /** The velocity: the loss compares with alpha' x1 + sigma' x0, and its minimiser is u. */
        VELOCITY,
        /** The data, as in the published code of the correlated Gaussian: the loss compares with x1; minimiser E[x1 | x_t]. */
        X1
    }

    private FlowMatching() {}

    /**
     * L_CFM of a batch on the linear path, for a network that predicts the velocity.
     *
     * @param model the model
     * @param pass its parameters
     * @param t one time for each sample, of x0's rank and of length 1 along the axes of a sample
     * @param x0 draws of the source
     * @param x1 data, of x0's shape
     * @return the loss, a scalar
     */
    public static Tensor loss(VelocityModel model, Pass pass, Tensor t, Tensor x0, Tensor x1) {
        return loss(model, Prediction.VELOCITY, LINEAR, pass, t, x0, x1);
    }

    /**
     * L_CFM of a batch.
     *
     * @equation mean of (f(t, x_t) - target)^2
     * @param model the network f
     * @param prediction what f predicts, which determines the target
     * @param path the path
     * @param pass its parameters
     * @param t one time for each sample, of x0's rank and of length 1 along the axes of a sample
     * @param x0 draws of the source
     * @param x1 data, of x0's shape
     * @return the loss, a scalar
     * @throws dualflow.path.UndefinedAtTimeException if a rate of the path is infinite at a time
     */
    public static Tensor loss(
            VelocityModel model, Prediction prediction, AffinePath path, Pass pass, Tensor t, Tensor x0, Tensor x1) {
        return meanSquare(error(model, prediction, path, pass, t, x0, x1));
    }

    /**
     * The errors of which L_CFM is the mean square.
     *
     * @equation f(t, x_t) - target
     * @param model the network f
     * @param prediction what f predicts, which determines the target
     * @param path the path
     * @param pass its parameters
     * @param t one time for each sample, of x0's rank and of length 1 along the axes of a sample
     * @param x0 draws of the source
     * @param x1 data, of x0's shape
     * @return the errors, of x0's shape
     * @throws dualflow.path.UndefinedAtTimeException if a rate of the path is infinite at a time
     */
    public static Tensor error(
            VelocityModel model, Prediction prediction, AffinePath path, Pass pass, Tensor t, Tensor x0, Tensor x1) {
        Tensor target = prediction == Prediction.VELOCITY ? path.velocity(t, x0, x1) : x1;
        return Ops.subtract(model.velocity(pass, t, path.state(t, x0, x1)), target);
    }

    /**
     * The errors of which L_FM is the mean square.
     *
     * @equation v(t, x) - u(t, x)
     * @param model the network v
     * @param field the marginal field u
     * @param pass the network's parameters
     * @param t the times, [] or [n, 1]
     * @param x states of the path, [n, d]
     * @return the errors, [n, d]
     * @throws dualflow.path.UndefinedAtTimeException if the field is infinite at a time
     */
    public static Tensor marginalError(VelocityModel model, MarginalPath field, Pass pass, Tensor t, Tensor x) {
        return Ops.subtract(model.velocity(pass, t, x), field.velocity(t, x));
    }

    /** The mean over all elements of the square. */
    static Tensor meanSquare(Tensor error) {
        return Ops.mean(Ops.multiply(error, error), error.shape().rank());
    }
}
