package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The slope of {@link Sigmoid}, y = s(x) s(-x) with s the logistic function, as e / (1 + e)^2 with e = e^-|x|. Its derivative is
 * -y tanh(x / 2), which keeps its digits near 0, where the derivative of a product of the two would cancel: y (s(-x) - s(x)).
 */
public record SigmoidSlope() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        double e = Elementary.exp(-Math.abs(x));
        double d = 1 + e;
        return e / (d * d);
    }

    @Override
    public float f(float x) {
        float e = Elementary.exp(-Math.abs(x));
        float d = 1 + e;
        return e / (d * d);
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.negate(Ops.multiply(xDot.get(0), Ops.multiply(y, Ops.tanh(Ops.scale(x.get(0), 0.5)))));
    }
}
