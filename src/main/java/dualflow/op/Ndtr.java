package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The standard normal distribution function y = (1 + erf(x / sqrt(2))) / 2, accurate where it is small, by {@link Elementary#ndtr(double)}. Its
 * derivative is {@link NormalPdf}.
 */
public record Ndtr() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.ndtr(x);
    }

    @Override
    public float f(float x) {
        return Elementary.ndtr(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), new NormalPdf().on(x.get(0)));
    }
}
