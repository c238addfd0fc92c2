package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = x^(1/3), the real cube root, by {@link Elementary#cbrt(double)}. Its derivative is 1 / (3 y^2), as quotients by y; infinite at 0, as its
 * limit.
 */
public record Cbrt() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.cbrt(x);
    }

    @Override
    public float f(float x) {
        return Elementary.cbrt(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor third = Ops.divide(xDot.get(0), x.get(0).device().scalar(x.get(0).dtype(), 3));
        return Ops.divide(Ops.divide(third, y), y);
    }
}
