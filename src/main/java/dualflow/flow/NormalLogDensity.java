package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** Logarithms of normal densities. */
public final class NormalLogDensity {
    private NormalLogDensity() {}

    /**
     * The logarithm of the standard normal density at 0.
     *
     * @equation log N(0 | 0, I) = -d/2 log 2 pi
     * @param d the dimension
     * @return the logarithm
     */
    public static double atZero(int d) {
        return -0.5 * d * StrictMath.log(2 * Math.PI);
    }

    /**
     * The logarithms of the weighted densities of a mixture's components, of which the responsibilities (2) are the softmax.
     *
     * @equation log pi_k + log N(x | m_k, S_k)
     * @param logits log pi_k up to a common constant, [K]
     * @param inverseFactor L^-1 with S_k = L L^T, [..., K, d, d]
     * @param whitened rows (L^-1 (x - m_k))^T, [..., K, n, d]
     * @return the logarithms up to the logits' common constant, [..., n, K]
     */
    public static Tensor joint(Tensor logits, Tensor inverseFactor, Tensor whitened) {
        Tensor squares = Ops.sum(Ops.multiply(whitened, whitened), 1);
        Tensor logRoot = Ops.sum(Ops.log(Ops.diagonal(inverseFactor)), 1); // log det S_k^(-1/2)
        Tensor constant =
                Ops.shift(Ops.add(logits, logRoot), atZero(whitened.shape().dim(-1)));
        return Ops.transpose(Ops.add(
                Ops.scale(squares, -0.5),
                Ops.insertAxes(constant, constant.shape().rank(), 1)));
    }
}
