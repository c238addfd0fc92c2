package dualflow.closedform;

/**
 * The scalar flow of Fig. 1, from N(0, 1) to N(0, 1): dx/dt = (2t-1)/((1-t)^2 + t^2) x, with the solution
 * x(t) = x0 sqrt((1-t)^2 + t^2), which falls to 0.7071 x0 at t = 1/2 and ends at x0; and, for comparison, what the published code plots as
 * "analytical", where the denominator is (1+t)^2 + t^2.
 */
public final class ScalarGaussianPath {

    private ScalarGaussianPath() {}

    /**
     * The position.
     *
     * @equation x(t) = x0 sqrt((1-t)^2 + t^2) (the paper, B.2 with Sigma = 1)
     * @param t the time, in [0, 1]
     * @param x0 the starting point
     * @return x(t)
     * @throws InvalidArgumentException if t is outside [0, 1]
     */
    public static double position(double t, double x0) {
        Require.time(t);
        return x0 * Math.sqrt((1 - t) * (1 - t) + t * t);
    }

    /**
     * The velocity.
     *
     * @equation dx/dt = (2t-1)/((1-t)^2 + t^2) x (the paper, 4.1.1 with Sigma = 1)
     * @param t the time, in [0, 1]
     * @param x the point
     * @return dx/dt
     * @throws InvalidArgumentException if t is outside [0, 1]
     */
    public static double velocity(double t, double x) {
        Require.time(t);
        return (2 * t - 1) / ((1 - t) * (1 - t) + t * t) * x;
    }

    /**
     * The published code's velocity.
     *
     * @equation dx/dt = (2t-1)/((1+t)^2 + t^2) x
     * @param t the time, in [0, 1]
     * @param x the point
     * @return what the published code takes for dx/dt
     * @throws InvalidArgumentException if t is outside [0, 1]
     */
    public static double publishedVelocity(double t, double x) {
        Require.time(t);
        return (2 * t - 1) / ((1 + t) * (1 + t) + t * t) * x;
    }

    /**
     * The exact solution of the published code's equation; it ends at 0.8846 x0.
     *
     * @equation x(t) = x0 sqrt((1+t)^2 + t^2) e^(-2 (arctan(2t+1) - pi/4))
     * @param t the time, in [0, 1]
     * @param x0 the starting point
     * @return where the published velocity leads
     * @throws InvalidArgumentException if t is outside [0, 1]
     */
    public static double publishedPosition(double t, double x0) {
        Require.time(t);
        double turn = StrictMath.atan(t / (1 + t)); // arctan(2t+1) - pi/4, without the cancellation
        return x0 * Math.sqrt((1 + t) * (1 + t) + t * t) * StrictMath.exp(-2 * turn);
    }
}
