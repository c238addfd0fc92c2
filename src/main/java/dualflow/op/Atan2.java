package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The angle of the point (b, a), from -pi to pi, with broadcasting: y = arctan(a / b) where b is positive; at zeros and infinities as in C99, with
 * the sign of a. Its differential is (u da - v db) / r with u = b / r, v = a / r and r the {@link Hypot} of both, none of which overflows;
 * NaN at the origin.
 */
public record Atan2() implements NonlinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        return ElementaryArcDouble.atan2(a, b);
    }

    @Override
    public float f(float a, float b) {
        return ElementaryArcFloat.atan2(a, b);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return DirectionCosine.angle(List.of(x.get(1), x.get(0)), Arrays.asList(xDot.get(1), xDot.get(0)));
    }
}
