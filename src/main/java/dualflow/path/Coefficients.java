package dualflow.path;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import dualflow.tensor.TracedValueException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The factors of a schedule at given times, and their rates. Where sigma' diverges at t = 1, rates stand times sigma, and so are finite; else
 * times 1.
 *
 * @param t the times
 * @param weighted whether w is sigma
 * @param alpha alpha
 * @param sigma sigma
 * @param variance sigma^2
 * @param alphaRate alpha'
 * @param weight w: sigma where sigma' diverges, else 1
 * @param alphaTerm w alpha'
 * @param sigmaTerm w sigma'
 */
record Coefficients(
        Tensor t,
        boolean weighted,
        Tensor alpha,
        Tensor sigma,
        Tensor variance,
        Tensor alphaRate,
        Tensor weight,
        Tensor alphaTerm,
        Tensor sigmaTerm) {
    static Coefficients of(NoiseSchedule schedule, Tensor t) {
        Dual alpha = withRate(schedule::alpha, t);
        Dual variance = withRate(schedule::variance, t);
        if (schedule.sigmaDiverges()) {
            Tensor sigma = schedule.sigma(t);
            return new Coefficients(
                    t,
                    true,
                    alpha.primal(),
                    sigma,
                    variance.primal(),
                    alpha.tangent(),
                    sigma,
                    Ops.multiply(sigma, alpha.tangent()),
                    Ops.scale(variance.tangent(), 0.5));
        }
        Dual sigma = withRate(schedule::sigma, t);
        return new Coefficients(
                t,
                false,
                alpha.primal(),
                sigma.primal(),
                variance.primal(),
                alpha.tangent(),
                t.device().scalar(t.dtype(), 1),
                alpha.tangent(),
                sigma.tangent());
    }

    private static Dual withRate(UnaryOperator<Tensor> factor, Tensor t) {
        return Autodiff.jvp(factor, t, t.device().fill(t.dtype(), t.shape(), 1));
    }

    /** w (alpha' sigma - alpha sigma'), positive where the ratio of data and noise changes. */
    Tensor turn() {
        return Ops.subtract(Ops.multiply(alphaTerm, sigma), Ops.multiply(alpha, sigmaTerm));
    }

    /** alpha' sigma^2 - alpha sigma sigma', finite wherever alpha' is. */
    Tensor scoreTurn() {
        return weighted ? turn() : Ops.multiply(turn(), sigma);
    }

    /** alpha^2 + sigma^2. */
    Tensor squaredRadius() {
        return Ops.add(Ops.multiply(alpha, alpha), variance);
    }

    /** alpha alpha' + sigma sigma'. */
    Tensor halfSquaredRadiusRate() {
        return Ops.add(Ops.multiply(alpha, alphaRate), weighted ? sigmaTerm : Ops.multiply(sigma, sigmaTerm));
    }

    /** Whether a divisor is 0 at a time at which alpha is. */
    boolean isZeroWithAlpha(Tensor divisor) {
        double[] c = divisor.bottom().toDoubles();
        double[] a = alpha.bottom().toDoubles();
        return IntStream.range(0, c.length).anyMatch(i -> c[i] == 0 && a[i] == 0);
    }

    /** {@link #require(Tensor, String, String, Tensor, boolean)} for these times. */
    void require(String what, String name, Tensor coefficient, boolean divisor) {
        require(t, what, name, coefficient, divisor);
    }

    /**
     * Refuses times at which a coefficient is not finite, or a divisor is 0. A program that is only being recorded has no numbers to look at; what it divides
     * by 0 is then not finite.
     */
    static void require(Tensor t, String what, String name, Tensor coefficient, boolean divisor) {
        double[] numbers;
        double[] times;
        try {
            numbers = coefficient.bottom().toDoubles();
            times = t.bottom().toDoubles();
        } catch (TracedValueException e) {
            return;
        }
        for (int i = 0; i < numbers.length; i++) {
            boolean zero = divisor && numbers[i] == 0;
            if (zero || !Double.isFinite(numbers[i])) {
                throw new UndefinedAtTimeException(
                        what, times[Math.min(i, times.length - 1)], name + " is " + (zero ? "0" : "not finite"));
            }
        }
    }
}
