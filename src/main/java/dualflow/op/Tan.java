package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = tan(x), by {@link Elementary#tan(double)}. Its derivative is 1 + y^2, a sum of positive terms, as its own derivatives are.
 */
public record Tan() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.tan(x);
    }

    @Override
    public float f(float x) {
        return Elementary.tan(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), Ops.shift(Ops.multiply(y, y), 1));
    }
}
