package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The greatest integer y that is not greater than x; of zeros, infinities and NaN itself. Its derivative is taken to be zero everywhere,
 * even where it jumps.
 */
public record Floor() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Math.floor(x);
    }

    @Override
    public float f(float x) {
        return (float) Math.floor(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return null;
    }
}
