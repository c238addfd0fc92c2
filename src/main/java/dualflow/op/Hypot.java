package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = sqrt(a^2 + b^2), with broadcasting, without overflow or underflow of the squares; infinity where one is infinite. Its differential is
 * u da + v db with u and v the {@link DirectionCosine} of each; where both are zero, it has no derivative, and these are taken as 0, with all
 * their derivatives.
 */
public record Hypot() implements NonlinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return ElementaryArcDouble.hypot(a, b);
    }

    @Override
    public float f(float a, float b) {
        return ElementaryArcFloat.hypot(a, b);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor a = x.get(0);
        Tensor b = x.get(1);
        Tensor left = xDot.get(0) == null ? null : Ops.multiply(xDot.get(0), new DirectionCosine().on(a, b));
        Tensor right = xDot.get(1) == null ? null : Ops.multiply(xDot.get(1), new DirectionCosine().on(b, a));
        return left == null ? right : right == null ? left : Ops.add(left, right);
    }
}
