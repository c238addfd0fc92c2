package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = sin x, x in radians, by {@link Elementary#sin(double)}; NaN at the infinities. Its derivative is cos x.
 */
public record Sin() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.sin(x);
    }

    @Override
    public float f(float x) {
        return Elementary.sin(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), Ops.cos(x.get(0)));
    }
}
