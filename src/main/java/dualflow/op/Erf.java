package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The error function y = 2 / sqrt(pi) times the integral of e^(-s^2) from 0 to x, by {@link Elementary#erf(double)}. Its derivative is
 * 2 / sqrt(pi) e^(-x^2).
 */
public record Erf() implements NonlinearOp, ElementwiseOp.Unary {
    private static final double TWO_OVER_SQRT_PI = 0x1.20dd750429b6dp0;

    @Override
    public double f(double x) {
        return Elementary.erf(x);
    }

    @Override
    public float f(float x) {
        return Elementary.erf(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(
                xDot.get(0), Ops.scale(Ops.exp(Ops.negate(Ops.multiply(x.get(0), x.get(0)))), TWO_OVER_SQRT_PI));
    }
}
