package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = max(x, 0); NaN stays NaN. Its derivative is 1 for positive x, otherwise 0, so 0 at 0.
 */
public record Relu() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Double.isNaN(x) || x > 0 ? x : 0;
    }

    @Override
    public float f(float x) {
        return Double.isNaN(x) || x > 0 ? x : 0;
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.select(Ops.relu(Ops.sign(x.get(0))), xDot.get(0));
    }
}
