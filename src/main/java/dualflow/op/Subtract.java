package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/** y = a - b, with broadcasting. */
public record Subtract() implements LinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return a - b;
    }

    @Override
    public float f(float a, float b) {
        return a - b;
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(Ops.sumTo(yBar, inputs.get(0)), Ops.negate(Ops.sumTo(yBar, inputs.get(1))));
    }

    @Override
    public Tensor alone(int argument, Tensor x, List<Shape> inputs) {
        return argument == 0 ? x : Ops.negate(x);
    }
}
