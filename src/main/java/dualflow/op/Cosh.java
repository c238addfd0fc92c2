package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = cosh(x), by {@link Elementary#cosh(double)}. Its derivative is sinh(x).
 */
public record Cosh() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.cosh(x);
    }

    @Override
    public float f(float x) {
        return Elementary.cosh(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), Ops.sinh(x.get(0)));
    }
}
