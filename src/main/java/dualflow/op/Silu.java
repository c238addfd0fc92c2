package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The function y = x / (1 + e^-x), as x times {@link Elementary#sigmoid(double)}. It is a primitive since networks spend much of their
 * time in it: one pass over memory in place of two, and two in place of six for a tangent. Where the logistic function is subnormal,
 * far below zero, the product is as inexact as that. Elfwing, Uchibe and Doya, Neural Networks 107, 2018.
 */
public record Silu() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return x * Elementary.sigmoid(x);
    }

    @Override
    public float f(float x) {
        return x * Elementary.sigmoid(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), new SiluSlope().on(x.get(0)));
    }
}
