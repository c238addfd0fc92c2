package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The logistic function y = 1 / (1 + e^-x), by {@link Elementary#sigmoid(double)}. Its derivative y (1 - y) would cancel where y is
 * near 1; it is {@link SigmoidSlope}.
 */
public record Sigmoid() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.sigmoid(x);
    }

    @Override
    public float f(float x) {
        return Elementary.sigmoid(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), new SigmoidSlope().on(x.get(0)));
    }
}
