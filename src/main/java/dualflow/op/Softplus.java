package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = ln(1 + e^x) without overflow, by {@link Elementary#softplus(double)}. Its derivative is the logistic function.
 */
public record Softplus() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.softplus(x);
    }

    @Override
    public float f(float x) {
        return Elementary.softplus(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), Ops.sigmoid(x.get(0)));
    }
}
