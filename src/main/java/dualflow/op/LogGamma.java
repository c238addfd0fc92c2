package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = ln Gamma(x), by {@link GammaFunctions}; infinity at 0, NaN for negative x. Its derivative is the digamma function, {@link Polygamma} of
 * order 0.
 */
public record LogGamma() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return GammaFunctions.logGamma(x);
    }

    @Override
    public float f(float x) {
        return GammaFunctions.logGamma(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), new Polygamma(0).on(x));
    }
}
