package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The standard normal quantile function, the inverse of {@link Ndtr}, by {@link Elementary#ndtri(double)}; infinite at 0 and 1, NaN beyond. Its
 * derivative is {@link NdtriSlope}.
 */
public record Ndtri() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.ndtri(x);
    }

    @Override
    public float f(float x) {
        return Elementary.ndtri(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), new NdtriSlope().on(x.get(0)));
    }
}
