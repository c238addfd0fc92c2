package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = tanh x, by {@link Elementary#tanh(double)}. Its derivative 1 - y^2 would cancel where y is near 1 or -1; it is computed as
 * 4 s'(2x), s' the slope of the logistic function, whose own derivative keeps its digits near 0.
 */
public record Tanh() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.tanh(x);
    }

    @Override
    public float f(float x) {
        return Elementary.tanh(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), Ops.scale(new SigmoidSlope().on(Ops.scale(x.get(0), 2)), 4));
    }
}
