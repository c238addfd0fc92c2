package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/** y = a b, elementwise, with broadcasting. */
public record Multiply() implements BilinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return a * b;
    }

    @Override
    public float f(float a, float b) {
        return a * b;
    }

    @Override
    public long multiplyAdds(Blocks blocks) {
        return 0;
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        return Ops.sumTo(Ops.multiply(yBar, right), left);
    }

    @Override
    public Tensor transposeRight(Tensor yBar, Tensor left, Shape right) {
        return Ops.sumTo(Ops.multiply(left, yBar), right);
    }
}
