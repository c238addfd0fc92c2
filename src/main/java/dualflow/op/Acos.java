package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = arccos(x), by {@link Elementary#acos(double)}; NaN beyond 1 in size. Its derivative is -1 / sqrt(1 - x^2), by {@link Semicircle};
 * infinite at -1 and 1, as its limit.
 */
public record Acos() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.acos(x);
    }

    @Override
    public float f(float x) {
        return Elementary.acos(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.negate(Ops.divide(xDot.get(0), new Semicircle().on(x.get(0))));
    }
}
