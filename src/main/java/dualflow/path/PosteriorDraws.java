package dualflow.path;

import dualflow.tensor.Tensor;

/**
 * Draws of both ends of a path given its state at a time.
 *
 * @param schedule alpha and sigma
 * @param t the times
 * @param x0 the noise, [M, ..., n, d]
 * @param x1 the data, [M, ..., n, d]
 */
public record PosteriorDraws(NoiseSchedule schedule, Tensor t, Tensor x0, Tensor x1) {
    /**
     * The marginal velocity as the mean of the velocities given the ends.
     *
     * @equation u(t, x) = E[alpha' x1 + sigma' x0 | x_t = x]
     * @return the mean over the draws and its standard error
     * @throws UndefinedAtTimeException if a rate is infinite
     * @throws IllegalArgumentException if there are fewer than two draws
     */
    public MonteCarloMean velocity() {
        return MonteCarloMean.of(new AffinePath(schedule).velocity(t, x0, x1));
    }
}
