package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = e^x - 1 without cancellation near 0, by {@link Elementary#expm1(double)}. Its derivative is e^x.
 */
public record Expm1() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.expm1(x);
    }

    @Override
    public float f(float x) {
        return Elementary.expm1(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), Ops.exp(x.get(0)));
    }
}
