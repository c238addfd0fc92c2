package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = 1 / x, correctly rounded. Its derivative is -y^2.
 */
public record Reciprocal() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return 1 / x;
    }

    @Override
    public float f(float x) {
        return 1 / x;
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.negate(Ops.multiply(Ops.multiply(xDot.get(0), y), y));
    }
}
