package example;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * An elementwise op of a user's own, y = a x + b, whose file states its function.
 *
 * @param a the factor
 * @param b what is added
 */
record Affine(double a, double b) implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Math.fma(a, x, b);
    }

    @Override
    public float f(float x) {
        return Math.fma((float) a, x, (float) b);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return new Affine(a, 0).on(xDot.get(0));
    }
}
