package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The sign of a - b without a subtraction, with broadcasting: 1 where a is greater, -1 where b is, 0 where they are equal, NaN where
 * either is NaN. Its derivative is taken to be zero everywhere.
 */
public record Compare() implements NonlinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return a > b ? 1 : a < b ? -1 : a == b ? 0 : a + b;
    }

    @Override
    public float f(float a, float b) {
        return a > b ? 1 : a < b ? -1 : a == b ? 0 : a + b;
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return null;
    }

    /**
     * The tangent of the maximum (sign 1) or minimum (sign -1) of two: all of an argument's tangent where it was chosen, none where it was
     * not, half of each where the two are equal.
     */
    static Tensor mix(List<Tensor> x, List<Tensor> xDot, double sign) {
        Tensor half = Ops.scale(Ops.compare(x.get(0), x.get(1)), sign / 2);
        Tensor left = xDot.get(0) == null ? null : Ops.select(Ops.shift(half, 0.5), xDot.get(0));
        Tensor right = xDot.get(1) == null ? null : Ops.select(Ops.shift(Ops.negate(half), 0.5), xDot.get(1));
        return left == null ? right : right == null ? left : Ops.add(left, right);
    }
}
