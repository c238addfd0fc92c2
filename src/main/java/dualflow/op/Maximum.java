package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The greater of a and b, with broadcasting: a where a is NaN or a {@literal >} b, otherwise b, so NaN where either is NaN. Its derivative
 * is that of the greater one; where they are equal, half of each.
 */
public record Maximum() implements NonlinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return Double.isNaN(a) || a > b ? a : b;
    }

    @Override
    public float f(float a, float b) {
        return Double.isNaN(a) || a > b ? a : b;
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Compare.mix(x, xDot, 1);
    }
}
