package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = a^b, with broadcasting, by {@link Elementary#pow(double, double)}. Its differential is b a^(b - 1) da + y ln(a) db; {@link
 * PowPartial} computes these derivatives and all further ones.
 *
 * <p>At a = 0 and at infinity all derivatives are their limits, for b held fixed and a from inside: 0 where they are zero for all a, so
 * that those of a constant integer power end (x^2 has 0, 2, 0, 0 at x = 0, and x^0 has 0, 0, 0, 0); 0 in any mixture of orders while b is
 * greater than the order in a; otherwise infinite, also in b at a = 0 and b = 0, where a^b jumps from 1 to 0. PyTorch and JAX have 0 for
 * that one, and 0, infinity or NaN for some of higher order.
 *
 * <p>For negative a the derivatives in a exist for integer b, and those in b are NaN: between integers there is no real power. An
 * exponent without a tangent, such as a constant, costs no derivative.
 */
public record Pow() implements NonlinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return Elementary.pow(a, b);
    }

    @Override
    public float f(float a, float b) {
        return Elementary.pow(a, b);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return new PowPartial(0, 0).jvp(y, x, xDot);
    }
}
