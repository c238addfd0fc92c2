package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * A derivative of the scaled complementary error function e^(x^2) erfc(x), of order 0 the function itself, by {@link Elementary#erfcx(double)}. The
 * others are (-1)^n times the integral of 2 / sqrt(pi) (2 t)^n e^(-t^2 - 2 x t) over t from 0 to infinity: the function's own terms, 2 x y - 2 / sqrt(pi),
 * would cancel for large x. Its derivative is that of the next order.
 *
 * @param order n, from 0 to 8
 */
public record Erfcx(int order) implements NonlinearOp, ElementwiseOp.Unary {
    private static final int MAX_ORDER = 8; // as in opencl/include/normal.cl

    /**
     * Checks the component.
     *
     * @param order from 0 to 8
     */
    public Erfcx {
        if (order < 0 || order > MAX_ORDER) {
            throw new IllegalArgumentException(
                    "there is no derivative of erfcx of order " + order + " here; it must be from 0 to " + MAX_ORDER);
        }
    }

    @Override
    public double f(double x) {
        return ElementaryNormalDouble.erfcx(order, x);
    }

    @Override
    public float f(float x) {
        return ElementaryNormalFloat.erfcx(order, x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), new Erfcx(order + 1).on(x.get(0)));
    }
}
