package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The density of the standard normal distribution, y = e^(-x^2 / 2) / sqrt(2 pi), which compensates for the rounding error of x^2, as e^ would
 * amplify it. Its derivative is -x y, 0 at the infinities.
 */
public record NormalPdf() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return ElementaryNormalDouble.density(x);
    }

    @Override
    public float f(float x) {
        return ElementaryNormalFloat.density(x);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.negate(Ops.multiply(xDot.get(0), Ops.select(y, x.get(0))));
    }
}
