package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.QuotientOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/** y = a / b, correctly rounded, with broadcasting. */
public record Divide() implements QuotientOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return a / b;
    }

    @Override
    public float f(float a, float b) {
        return a / b;
    }

    @Override
    public BilinearOp product() {
        return new Multiply();
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        return Ops.sumTo(Ops.divide(yBar, right), left);
    }
}
