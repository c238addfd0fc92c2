package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = |x|. Its derivative is the sign of x, 0 at 0.
 */
public record Abs() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Math.abs(x);
    }

    @Override
    public float f(float x) {
        return Math.abs(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.select(Ops.sign(x.get(0)), xDot.get(0));
    }
}
