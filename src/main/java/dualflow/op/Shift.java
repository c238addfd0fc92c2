package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = x + c.
 *
 * @param c the constant, rounded to the tensor's format
 */
public record Shift(double c) implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return x + c;
    }

    @Override
    public float f(float x) {
        return x + (float) c;
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return xDot.get(0);
    }
}
