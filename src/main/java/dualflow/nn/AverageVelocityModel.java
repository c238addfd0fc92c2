package dualflow.nn;

import dualflow.tensor.Tensor;

/**
 * A model of the average velocity u(x, r, t) of a flow between two times, from which its flow map follows: the state x at time t reaches
 * x + (r - t) u(x, r, t) at time r. Geng et al., "Mean flows for one-step generative modeling", 2025. At r = t it is the velocity, as which the model
 * can be used wherever a {@link VelocityModel} can.
 */
public interface AverageVelocityModel extends VelocityModel {
    /**
     * The average velocity.
     *
     * @equation u(x, r, t) = 1/(r - t) integral from t to r of v(s, x_s) ds, x_t = x
     * @param pass the parameters
     * @param r the time to which x is carried: [], or one for each sample, of x's rank and of length 1 along the axes of a sample
     * @param t the time at which x is the state, of r's shape
     * @param x samples, channels last
     * @return u(x, r, t), of x's shape
     */
    Tensor average(Pass pass, Tensor r, Tensor t, Tensor x);

    @Override
    default Tensor velocity(Pass pass, Tensor t, Tensor x) {
        return average(pass, t, t, x);
    }
}
