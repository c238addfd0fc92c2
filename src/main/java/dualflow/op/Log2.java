package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = log2(x), by {@link Elementary#log2(double)}; -infinity at 0, NaN below. Its derivative is 1 / (x ln 2).
 */
public record Log2() implements NonlinearOp, ElementwiseOp.Unary {
    private static final double ONE_OVER_LN2 = 1.4426950408889634;

    @Override
    public double f(double x) {
        return Elementary.log2(x);
    }

    @Override
    public float f(float x) {
        return Elementary.log2(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.scale(Ops.divide(xDot.get(0), x.get(0)), ONE_OVER_LN2);
    }
}
