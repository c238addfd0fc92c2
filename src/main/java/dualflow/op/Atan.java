package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = arctan(x), by {@link Elementary#atan(double)}. Its derivative is 1 / (1 + x^2), as two quotients by {@link Hypot} of x and 1, which do not
 * overflow.
 */
public record Atan() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.atan(x);
    }

    @Override
    public float f(float x) {
        return Elementary.atan(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor radius = Ops.hypot(x.get(0), x.get(0).device().scalar(x.get(0).dtype(), 1));
        return Ops.divide(Ops.divide(xDot.get(0), radius), radius);
    }
}
