package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = ln(1 + x) without cancellation near 0, by {@link Elementary#log1p(double)}; negative infinity at -1, NaN below. Its
 * derivative is 1 / (1 + x).
 */
public record Log1p() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.log1p(x);
    }

    @Override
    public float f(float x) {
        return Elementary.log1p(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.divide(xDot.get(0), Ops.shift(x.get(0), 1));
    }
}
