package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The inverse error function, by {@link Elementary#erfinv(double)}; infinite at -1 and 1, NaN beyond. Its derivative is {@link ErfinvSlope}.
 */
public record Erfinv() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.erfinv(x);
    }

    @Override
    public float f(float x) {
        return Elementary.erfinv(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), new ErfinvSlope().on(x.get(0)));
    }
}
