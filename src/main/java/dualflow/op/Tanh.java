package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = tanh x, by {@link Elementary#tanh(double)}. Its derivative 1 - y^2 would cancel where y is near 1 or -1; it is computed as
 * 4 s(2x) s(-2x), s the logistic function.
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
        return Ops.multiply(xDot.get(0), slope(x.get(0)));
    }

    private static Tensor slope(Tensor x) {
        Tensor twice = Ops.scale(x, 2);
        return Ops.scale(Ops.multiply(Ops.sigmoid(twice), Ops.sigmoid(Ops.negate(twice))), 4);
    }
}
