package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = c x.
 *
 * @param c the constant, rounded to the tensor's format
 */
public record Scale(double c) implements LinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return c * x;
    }

    @Override
    public float f(float x) {
        return (float) c * x;
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(Ops.scale(yBar, c));
    }
}
