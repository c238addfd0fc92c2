package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = 1 where x is positive, -1 where it is negative, x where it is zero or NaN. Its derivative is taken to be zero
 * everywhere.
 */
public record Sign() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return x > 0 ? 1 : x < 0 ? -1 : x;
    }

    @Override
    public float f(float x) {
        return x > 0 ? 1 : x < 0 ? -1 : x;
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return null;
    }
}
