package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = the derivative of {@link LogGamma}, one more time than the order, by {@link GammaFunctions}: the digamma function of order 0, the
 * trigamma function of order 1. At 0 an infinity, the limit from above; NaN for negative x. Its derivative is that of the next order.
 *
 * @param order from 0 to 32
 */
public record Polygamma(int order) implements NonlinearOp, ElementwiseOp.Unary {
    private static final int MAX_ORDER = 32; // whose factorial float32 still holds

    /**
     * Checks the component.
     *
     * @param order from 0 to 32
     */
    public Polygamma {
        if (order < 0 || order > MAX_ORDER) {
            throw new IllegalArgumentException(
                    "there is no polygamma function of order " + order + " here; it must be from 0 to " + MAX_ORDER
                            + ", which is one less than the derivative of ln Gamma");
        }
    }

    @Override
    public double f(double x) {
        return GammaFunctions.polygamma(order, x);
    }

    @Override
    public float f(float x) {
        return GammaFunctions.polygamma(order, x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.multiply(xDot.get(0), new Polygamma(order + 1).on(x));
    }
}
