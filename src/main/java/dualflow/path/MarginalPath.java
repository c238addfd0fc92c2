package dualflow.path;

import dualflow.flow.VelocityField;
import dualflow.random.Draws;
import dualflow.tensor.Tensor;

/**
 * The law p_t of x_t = alpha x1 + sigma x0 for data x1 of a known law and x0 ~ N(0, I), with the field that moves it: the conditional mean u(t, x) =
 * E[alpha' x1 + sigma' x0 | x_t = x] of the velocities given the ends. Lipman et al. 2023, theorem 1; the lecture notes' theorem on the marginal field.
 *
 * <p>Times are [] or [..., n, 1], states [..., n, d]. All are programs and may be differentiated in both.
 */
public interface MarginalPath extends VelocityField {
    /** {@return alpha and sigma} */
    NoiseSchedule schedule();

    /**
     * The mean of the data.
     *
     * @equation E[x1 | x_t = x]
     * @param t the times
     * @param x the state
     * @return the mean, of x's shape
     */
    Tensor dataMean(Tensor t, Tensor x);

    /**
     * The mean of the noise.
     *
     * @equation E[x0 | x_t = x]
     * @param t the times
     * @param x the state
     * @return the mean, of x's shape
     */
    Tensor noiseMean(Tensor t, Tensor x);

    /**
     * The score.
     *
     * @equation grad_x log p_t(x)
     * @param t the times
     * @param x the state
     * @return the gradient, of x's shape
     */
    Tensor score(Tensor t, Tensor x);

    /**
     * The logarithm of the density of x_t.
     *
     * @equation log p_t(x)
     * @param t the times
     * @param x the state
     * @return log p_t(x), [..., n]
     */
    Tensor logDensity(Tensor t, Tensor x);

    /**
     * Exact draws of both ends given x_t = x. Draw m of row i depends on the seed, the name, m and i alone: it is the same whatever the count.
     *
     * @param t the times, without a transformation
     * @param x the state, without a transformation
     * @param count the number of draws for each row, at least 1
     * @param draws the seed
     * @param name what the draws are for, which chooses their streams
     * @return the draws, [count, ..., n, d]; alpha x1 + sigma x0 is x up to rounding
     */
    PosteriorDraws draws(Tensor t, Tensor x, int count, Draws draws, String name);
}
