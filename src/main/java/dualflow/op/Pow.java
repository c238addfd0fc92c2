package dualflow.op;

import dualflow.tensor.DType;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = a^b, with broadcasting, by {@link Elementary#pow(double, double)}. Its differential is b a^(b - 1) da + y ln(a) db.
 *
 * <p>At a = 0 the derivative in a is what IEEE arithmetic makes of b a^(b - 1): 0 for b above 1, 1 at b = 1, infinite below,
 * NaN at b = 0; the derivative in b is its limit, 0 for positive b. For negative a the derivative in a exists for whole b, and
 * the derivative in b is NaN: between whole numbers there is no real power. An exponent without a tangent, such as a constant,
 * costs no derivative.
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
        Tensor a = x.get(0);
        Tensor b = x.get(1);
        Tensor left =
                xDot.get(0) == null ? null : Ops.multiply(xDot.get(0), Ops.multiply(b, Ops.pow(a, Ops.shift(b, -1))));
        Tensor right = xDot.get(1) == null ? null : Ops.multiply(xDot.get(1), Ops.multiply(y, log(a)));
        return left == null ? right : right == null ? left : Ops.add(left, right);
    }

    /** ln(a + the smallest positive number): ln a for every normal a, and finite at 0, where it meets y = 0. */
    private static Tensor log(Tensor a) {
        return Ops.log(Ops.shift(a, a.dtype() == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE));
    }
}
