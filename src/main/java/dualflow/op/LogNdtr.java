package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * A derivative of the logarithm of the standard normal distribution function, of order 0 the logarithm itself, by {@link Elementary#logNdtr(double)}.
 * The first is h = phi / Phi, the second -h (x + h), which cancels for negative x: from -1 on they are cumulants, which do not. Its derivative is
 * that of the next order.
 *
 * @param order from 0 to 8
 */
public record LogNdtr(int order) implements NonlinearOp, ElementwiseOp.Unary {
    private static final int MAX_ORDER = 8; // as in opencl/include/normal.cl

    /**
     * Checks the component.
     *
     * @param order from 0 to 8
     */
    public LogNdtr {
        if (order < 0 || order > MAX_ORDER) {
            throw new IllegalArgumentException(
                    "there is no derivative of ln Phi of order " + order + " here; it must be from 0 to " + MAX_ORDER);
        }
    }

    @Override
    public double f(double x) {
        return ElementaryNormalDouble.logNdtr(order, x);
    }

    @Override
    public float f(float x) {
        return ElementaryNormalFloat.logNdtr(order, x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), new LogNdtr(order + 1).on(x.get(0)));
    }
}
