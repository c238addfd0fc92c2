package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/** y = a + b, with broadcasting. */
public record Add() implements LinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return a + b;
    }

    @Override
    public float f(float a, float b) {
        return a + b;
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(Ops.sumTo(yBar, inputs.get(0)), Ops.sumTo(yBar, inputs.get(1)));
    }

    @Override
    public Tensor alone(int argument, Tensor x, List<Shape> inputs) {
        return x;
    }
}
