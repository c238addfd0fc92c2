package dualflow.path;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * alpha = t^n, sigma = 1 - t^n. Lipman et al., "Flow matching guide and code", 2024. For n &gt; 1 both rates are 0 at t = 0, where the velocity
 * then tells nothing of data and noise; for n &lt; 1 they are infinite there.
 *
 * @param n the exponent, above 0
 */
public record PolynomialSchedule(double n) implements NoiseSchedule {
    /**
     * Checks the exponent.
     *
     * @param n the exponent
     * @throws IllegalArgumentException if n is not positive and finite
     */
    public PolynomialSchedule {
        if (!(n > 0 && n < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the exponent n is " + n + "; give a positive number");
        }
    }

    @Override
    public Tensor alpha(Tensor t) {
        return Ops.pow(t, constant(t, n));
    }

    /** The later half by -expm1(n ln t), since the difference would lose digits there. */
    @Override
    public Tensor sigma(Tensor t) {
        // From 0, since the negative would be -0 at t = 1.
        Tensor late = Ops.subtract(constant(t, 0), Ops.expm1(Ops.scale(Ops.log(t), n)));
        Tensor early = Ops.shift(Ops.negate(alpha(t)), 1);
        return Ops.where(Ops.relu(Ops.compare(t, constant(t, 0.5))), late, early);
    }

    @Override
    public Tensor timeOf(Tensor alpha, Tensor sigma) {
        return Ops.pow(Ops.divide(alpha, Ops.add(alpha, sigma)), constant(alpha, 1 / n));
    }

    private static Tensor constant(Tensor like, double value) {
        return like.device().scalar(like.dtype(), value);
    }
}
