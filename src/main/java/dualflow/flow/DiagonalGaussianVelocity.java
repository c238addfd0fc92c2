package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * The velocity of the flow from N(0, I) to N(m, diag(lambda)) (the paper, 4.1.1, there for m = 0), each coordinate by itself:
 *
 * <pre>
 *   v_i(t, x) = m_i + (t lambda_i - (1-t)) / ((1-t)^2 + t^2 lambda_i) (x_i - t m_i)
 * </pre>
 *
 * <p>A lambda may be 0: at t = 1, where the quotient is then 0 / 0, a denominator raised by 1e-30 makes it 0.
 *
 * @param mean m, [d]
 * @param lambda the variances, [d]
 */
public record DiagonalGaussianVelocity(Tensor mean, Tensor lambda) implements VelocityField {
    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        Tensor rest = Ops.shift(Ops.negate(t), 1);
        Tensor variance = Ops.add(Ops.multiply(rest, rest), Ops.multiply(Ops.multiply(t, t), lambda));
        Tensor rate = Ops.divide(Ops.subtract(Ops.multiply(t, lambda), rest), Ops.shift(variance, 1e-30));
        return Ops.add(mean, Ops.multiply(rate, Ops.subtract(x, Ops.multiply(t, mean))));
    }
}
