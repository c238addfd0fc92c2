package dualflow.path;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * The path x_t = alpha(t) x1 + sigma(t) x0, given both ends or the data alone. Given both it is a line or curve, and its velocity a number for each t; given
 * x1 it is the Gaussian N(alpha x1, sigma^2 I), and its velocity a field. Lipman et al. 2023, theorem 3; with {@link LinearSchedule} the
 * first is linear interpolation and the second the conical Gaussian path.
 *
 * <p>Times have a shape that broadcasts with the states', with length 1 along the axes of a sample: [] or [..., 1].
 *
 * @param schedule alpha and sigma
 */
public record AffinePath(NoiseSchedule schedule) {
    /**
     * The state given both ends.
     *
     * @equation x_t = alpha x1 + sigma x0
     * @param t the times
     * @param x0 the source
     * @param x1 the data, of x0's shape
     * @return x_t
     */
    public Tensor state(Tensor t, Tensor x0, Tensor x1) {
        return Ops.add(Ops.multiply(schedule.alpha(t), x1), Ops.multiply(schedule.sigma(t), x0));
    }

    /**
     * The velocity given both ends: the target of conditional flow matching.
     *
     * @equation u = alpha' x1 + sigma' x0
     * @param t the times
     * @param x0 the source
     * @param x1 the data, of x0's shape
     * @return d x_t / dt
     * @throws UndefinedAtTimeException if a rate is infinite, as that of sigma at t = 1 in variance preserving schedules
     */
    public Tensor velocity(Tensor t, Tensor x0, Tensor x1) {
        Coefficients at = Coefficients.of(schedule, t);
        Tensor sigmaRate = schedule.sigmaRate(t);
        String what = "the velocity given x0 and x1 is not finite";
        at.require(what, "alpha'", at.alphaRate(), false);
        at.require(what, "sigma'", sigmaRate, false);
        return Ops.add(Ops.multiply(at.alphaRate(), x1), Ops.multiply(sigmaRate, x0));
    }

    /**
     * The field that moves N(alpha x1, sigma^2 I): at each point the velocity of the one x0 that is there at time t.
     *
     * @equation u(t, x | x1) = (sigma'/sigma) (x - alpha x1) + alpha' x1 (Lipman et al. 2023, theorem 3)
     * @param t the times
     * @param x the state
     * @param x1 the data, of a shape that broadcasts with x's
     * @return the velocity, (x1 - x)/(1 - t) for the conical path
     * @throws UndefinedAtTimeException if sigma is 0, or a rate infinite
     */
    public Tensor velocityGivenData(Tensor t, Tensor x, Tensor x1) {
        return new Conversion(schedule, PathQuantity.DATA, PathQuantity.VELOCITY).apply(t, x, x1);
    }

    /**
     * The score of N(alpha x1, sigma^2 I).
     *
     * @equation -(x - alpha x1)/sigma^2
     * @param t the times
     * @param x the state
     * @param x1 the data, of a shape that broadcasts with x's
     * @return the gradient of the log-density in x
     * @throws UndefinedAtTimeException if sigma is 0
     */
    public Tensor scoreGivenData(Tensor t, Tensor x, Tensor x1) {
        return new Conversion(schedule, PathQuantity.DATA, PathQuantity.SCORE).apply(t, x, x1);
    }

    /**
     * The log-density given the data.
     *
     * @equation log N(x | alpha x1, sigma^2 I)
     * @param t the times, [] or [..., 1]
     * @param x the state, [..., d]
     * @param x1 the data, of a shape that broadcasts with x's
     * @return the log-density, [...]
     * @throws UndefinedAtTimeException if sigma is 0
     */
    public Tensor logDensityGivenData(Tensor t, Tensor x, Tensor x1) {
        Tensor variance = schedule.variance(t);
        Coefficients.of(schedule, t).require("the log-density given x1 does not exist", "sigma", variance, true);
        Tensor off = Ops.subtract(x, Ops.multiply(schedule.alpha(t), x1));
        int d = off.shape().dim(-1);
        Shape rows = off.shape().leading(1);
        Tensor squares = Ops.divide(Ops.sum(Ops.multiply(off, off), 1), perRow(variance));
        Tensor logVolume = Ops.scale(Ops.shift(Ops.log(perRow(variance)), StrictMath.log(2 * Math.PI)), d);
        return Ops.broadcast(Ops.scale(Ops.add(squares, logVolume), -0.5), rows);
    }

    /** A time's quantity without its last axis, which has length 1. */
    static Tensor perRow(Tensor x) {
        return x.shape().rank() == 0 ? x : Ops.reshape(x, x.shape().leading(1));
    }
}
