package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The unit semicircle y = sqrt((1 - x) (1 + x)), without the cancellation of 1 - x^2 near -1 and 1; NaN beyond. Its derivative is -x / y.
 */
public record Semicircle() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Math.sqrt((1 - x) * (1 + x));
    }

    @Override
    public float f(float x) {
        return (float) Math.sqrt((1 - x) * (1 + x));
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.negate(Ops.divide(Ops.multiply(x.get(0), xDot.get(0)), y));
    }
}
