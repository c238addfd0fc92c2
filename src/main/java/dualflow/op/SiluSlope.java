package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The slope of {@link Silu}, y = s(x) (1 + x s(-x)) with s the logistic function, by {@link Elementary#sigmoid(double)} and one fma; at the
 * infinities it has its limits, -0 and 1.
 */
public record SiluSlope() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        double s = Elementary.sigmoid(x);
        double r = Elementary.sigmoid(-x);
        return s == 0 ? -s : r == 0 ? s : s * Math.fma(x, r, 1);
    }

    @Override
    public float f(float x) {
        float s = Elementary.sigmoid(x);
        float r = Elementary.sigmoid(-x);
        return s == 0 ? -s : r == 0 ? s : s * Math.fma(x, r, 1);
    }

    /** s(x) s(-x) (2 - x (s(x) - s(-x))), where s(x) - s(-x) = tanh(x / 2); 0 at the infinities. */
    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor at = x.get(0);
        Tensor factor = Ops.shift(Ops.negate(Ops.multiply(at, Ops.tanh(Ops.scale(at, 0.5)))), 2);
        return Ops.multiply(xDot.get(0), Ops.select(new SigmoidSlope().on(at), factor));
    }
}
