package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = sqrt(x), correctly rounded; NaN for negative x. Its derivative is 1 / (2 y), infinite at 0.
 */
public record Sqrt() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Math.sqrt(x);
    }

    @Override
    public float f(float x) {
        return (float) Math.sqrt(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.scale(Ops.divide(xDot.get(0), y), 0.5);
    }
}
