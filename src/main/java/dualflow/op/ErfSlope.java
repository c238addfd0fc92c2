package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The slope of {@link Erf}, y = 2 / sqrt(pi) e^(-x^2), which compensates for the rounding error of x^2, as e^ would amplify it. Its
 * derivative is -2 x y, 0 at the infinities.
 */
public record ErfSlope() implements NonlinearOp, ElementwiseOp.Unary {
    private static final double TWO_OVER_SQRT_PI = 0x1.20dd750429b6dp0;

    @Override
    public double f(double x) {
        double square = x * x;
        double e = Elementary.exp(-square);
        return e == 0 ? e : TWO_OVER_SQRT_PI * Math.fma(-Math.fma(x, x, -square), e, e);
    }

    @Override
    public float f(float x) {
        float square = x * x;
        float e = Elementary.exp(-square);
        return e == 0 ? e : (float) TWO_OVER_SQRT_PI * Math.fma(-Math.fma(x, x, -square), e, e);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.scale(Ops.multiply(xDot.get(0), Ops.select(y, x.get(0))), -2);
    }
}
