package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The integer y that is nearest to x, of two the even one; of zeros, infinities and NaN itself. Its derivative is taken to be zero everywhere,
 * even where it jumps.
 */
public record Round() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Math.rint(x);
    }

    @Override
    public float f(float x) {
        return (float) Math.rint(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return null;
    }
}
