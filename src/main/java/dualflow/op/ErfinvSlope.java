package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The slope of {@link Erfinv}, y = sqrt(pi) / 2 e^(z^2) with z its value, as sqrt(pi) / 2 erfcx(|z|) / (1 - |x|), which does not amplify the
 * rounding of z; infinite at -1 and 1. Its derivative is 2 z y^2.
 */
public record ErfinvSlope() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return ElementaryNormalDouble.erfinvSlope(x);
    }

    @Override
    public float f(float x) {
        return ElementaryNormalFloat.erfinvSlope(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.scale(Ops.multiply(Ops.multiply(xDot.get(0), y), Ops.multiply(y, Ops.erfinv(x.get(0)))), 2);
    }
}
