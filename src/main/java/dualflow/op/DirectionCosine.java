package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = a / sqrt(a^2 + b^2), with broadcasting: the cosine of the angle between (a, b) and the first axis, in size at most 1; at infinity its
 * limit, and a where both are zero. With z the same of b and a, its differential is -z times that of the angle, (y db - z da) / r, where r
 * is {@link Hypot}; where z = 0, as at the origin, it is 0.
 */
public record DirectionCosine() implements NonlinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return ElementaryArcDouble.directionCosine(a, b);
    }

    @Override
    public float f(float a, float b) {
        return ElementaryArcFloat.directionCosine(a, b);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.negate(Ops.select(new DirectionCosine().on(x.get(1), x.get(0)), angle(x, xDot)));
    }

    /** The differential of the angle of the point (a, b) from the first axis; NaN at the origin. */
    static Tensor angle(List<Tensor> point, List<Tensor> tangent) {
        Tensor a = point.get(0);
        Tensor b = point.get(1);
        Tensor radius = Ops.hypot(a, b);
        Tensor left = tangent.get(0) == null ? null : turned(tangent.get(0), b, a, radius);
        Tensor right = tangent.get(1) == null ? null : turned(tangent.get(1), a, b, radius);
        return left == null ? right : right == null ? Ops.negate(left) : Ops.subtract(right, left);
    }

    private static Tensor turned(Tensor tangent, Tensor of, Tensor beside, Tensor radius) {
        return Ops.multiply(new DirectionCosine().on(of, beside), Ops.divide(tangent, radius));
    }
}
