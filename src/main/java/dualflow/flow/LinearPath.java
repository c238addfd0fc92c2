package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** The path of flow matching, x_t = (1-t) x0 + t x1 with independent source x0 and data x1 (the paper, 3.1). */
public final class LinearPath {
    private LinearPath() {}

    /**
     * A point of the path.
     *
     * @param t the time, of a shape that broadcasts with the states'
     * @param x0 the source
     * @param x1 the data, of x0's shape
     * @return (1-t) x0 + t x1
     */
    public static Tensor at(Tensor t, Tensor x0, Tensor x1) {
        return Ops.add(Ops.multiply(oneMinus(t), x0), Ops.multiply(t, x1));
    }

    /**
     * The velocity E[x1 - x0 | x_t = x] from the two conditional means. As (1-t) E[x0|x_t] + t E[x1|x_t] = x_t, it equals both
     * (E[x1|x_t] - x_t)/(1-t) and (x_t - E[x0|x_t])/t. The first is exact at t = 0 and the second at t = 1; they are blended with the
     * weights (1-t)^2 (1+2t) and t^2 (3-2t), which sum to one and cancel the divisions:
     *
     * <pre>
     *   v = (1-t)(1+2t) (E[x1|x_t] - x_t) + t(3-2t) (x_t - E[x0|x_t])
     * </pre>
     *
     * @param t the time, of a shape that broadcasts with the state's
     * @param x the state x_t
     * @param conditionalMean E[x1 | x_t = x]
     * @param conditionalSourceMean E[x0 | x_t = x]
     * @return the velocity, of x's shape
     */
    public static Tensor velocity(Tensor t, Tensor x, Tensor conditionalMean, Tensor conditionalSourceMean) {
        Tensor early = Ops.multiply(oneMinus(t), Ops.shift(Ops.scale(t, 2), 1));
        Tensor late = Ops.multiply(t, Ops.shift(Ops.scale(t, -2), 3));
        return Ops.add(
                Ops.multiply(early, Ops.subtract(conditionalMean, x)),
                Ops.multiply(late, Ops.subtract(x, conditionalSourceMean)));
    }

    static Tensor oneMinus(Tensor t) {
        return Ops.shift(Ops.negate(t), 1);
    }

    /** (1-t)^2 a + t^2 b. */
    static Tensor covariance(Tensor t, Tensor a, Tensor b) {
        Tensor s = oneMinus(t);
        return Ops.add(Ops.multiply(Ops.multiply(s, s), a), Ops.multiply(Ops.multiply(t, t), b));
    }
}
