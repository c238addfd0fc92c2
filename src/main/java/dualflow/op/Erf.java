package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The error function y = 2 / sqrt(pi) times the integral of e^(-s^2) from 0 to x, by {@link Elementary#erf(double)}. Its derivative is
 * {@link ErfSlope}.
 */
public record Erf() implements NonlinearOp, ElementwiseOp.Unary {
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
        return Ops.multiply(xDot.get(0), new ErfSlope().on(x.get(0)));
    }
}
