package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = cos x, x in radians, by {@link Elementary#cos(double)}; NaN at the infinities. Its derivative is -sin x.
 */
public record Cos() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.cos(x);
    }

    @Override
    public float f(float x) {
        return Elementary.cos(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.negate(Ops.multiply(xDot.get(0), Ops.sin(x.get(0))));
    }
}
