package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = a / b, correctly rounded, with broadcasting. Its differential is (da - y db) / b.
 */
public record Divide() implements NonlinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return a / b;
    }

    @Override
    public float f(float a, float b) {
        return a / b;
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor aDot = xDot.get(0);
        Tensor bDot = xDot.get(1) == null ? null : Ops.multiply(y, xDot.get(1));
        Tensor numerator = bDot == null ? aDot : aDot == null ? Ops.negate(bDot) : Ops.subtract(aDot, bDot);
        return Ops.multiply(numerator, Ops.reciprocal(x.get(1)));
    }
}
