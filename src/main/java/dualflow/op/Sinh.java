package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = sinh(x), by {@link Elementary#sinh(double)}. Its derivative is cosh(x).
 */
public record Sinh() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.sinh(x);
    }

    @Override
    public float f(float x) {
        return Elementary.sinh(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), Ops.cosh(x.get(0)));
    }
}
