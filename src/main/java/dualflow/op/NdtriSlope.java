package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The slope of {@link Ndtri}, y = 1 / phi(q) = M(|q|) / min(x, 1 - x), with q the quantile of x, phi the normal density and M Mills's ratio, which
 * is accurate in the tails, where phi amplifies the rounding of q; infinite at 0 and 1. Its derivative is q y^2.
 */
public record NdtriSlope() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return ElementaryNormalDouble.ndtriSlope(x);
    }

    @Override
    public float f(float x) {
        return ElementaryNormalFloat.ndtriSlope(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(Ops.multiply(xDot.get(0), y), Ops.multiply(y, Ops.ndtri(x.get(0))));
    }
}
