/**
 * Probability paths x_t = alpha(t) x1 + sigma(t) x0 between noise x0 and data x1, as the lecture notes, the paper's (1) and diffusion models
 * have them. Time t = 0 is the source, t = 1 the data.
 *
 * <p>Start at {@link dualflow.path.NoiseSchedule}, which states alpha and sigma, then {@link dualflow.path.AffinePath}, the path given
 * its ends; {@link dualflow.path.MarginalPath} is what remains when the ends are averaged out, for a Gaussian mixture and for a finite
 * data set. {@link dualflow.path.Conversion} turns velocity, data mean, noise mean and score into each other, and {@link
 * dualflow.path.ScheduleChange} moves a field from one schedule to another. {@link
 * dualflow.path.InterpolantPath} goes between any two distributions, and {@link dualflow.path.TransportEquation} says whether a density and a field belong together. May import {@code flow} and what is below it.
 */
package dualflow.path;
