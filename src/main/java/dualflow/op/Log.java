package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = ln x, by {@link Elementary#log(double)}; negative infinity at 0, NaN for negative x. Its derivative is 1 / x.
 */
public record Log() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.log(x);
    }

    @Override
    public float f(float x) {
        return Elementary.log(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.divide(xDot.get(0), x.get(0));
    }
}
