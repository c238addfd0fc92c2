package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The slope of {@link Silu}, y = s(x) (1 + x s(-x)) with s the logistic function, by {@link Elementary#sigmoid(double)} and one fma.
 */
public record SiluSlope() implements NonlinearOp, ElementwiseOp.Unary {
    @Override
    public double f(double x) {
        return Elementary.sigmoid(x) * Math.fma(x, Elementary.sigmoid(-x), 1);
    }

    @Override
    public float f(float x) {
        return Elementary.sigmoid(x) * Math.fma(x, Elementary.sigmoid(-x), 1);
    }

    /** s(x) s(-x) (2 - x (s(x) - s(-x))), where s(x) - s(-x) = tanh(x / 2). */
    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor at = x.get(0);
        Tensor slope = Ops.multiply(Ops.sigmoid(at), Ops.sigmoid(Ops.negate(at)));
        Tensor factor = Ops.shift(Ops.negate(Ops.multiply(at, Ops.tanh(Ops.scale(at, 0.5)))), 2);
        return Ops.multiply(xDot.get(0), Ops.multiply(slope, factor));
    }
}
