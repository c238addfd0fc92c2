package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * The components N(m_k, S_k) of a mixture with weights pi_k, at the points x of rows: the one place of what the velocities (3) of mixtures, of any
 * source, schedule or interpolant, share.
 */
public final class NormalComponents {
    private final Tensor logits;
    private final Tensor inverseFactor; // L^-1 with S_k = L L^T
    private final Tensor whitened; // rows (L^-1 (x - m_k))^T

    /**
     * At points.
     *
     * @param logits log pi_k up to a common constant, [K]
     * @param means m_k, [..., K, 1, d]
     * @param covariances S_k, [..., K, d, d], positive definite
     * @param x the points, [..., n, d]
     */
    public NormalComponents(Tensor logits, Tensor means, Tensor covariances, Tensor x) {
        this.logits = logits;
        inverseFactor = Ops.triangularInverse(Ops.cholesky(covariances));
        whitened = Ops.matmul(Ops.subtract(StateRows.withComponentAxis(x), means), Ops.transpose(inverseFactor));
    }

    /**
     * How far x is off, in the components' own measure: minus the gradient of their log-densities.
     *
     * @equation u_k = S_k^-1 (x - m_k)
     * @return u_k as rows, [..., K, n, d]
     */
    public Tensor pulls() {
        return Ops.matmul(whitened, inverseFactor);
    }

    /**
     * The logarithms of the weighted densities.
     *
     * @equation log pi_k + log N(x | m_k, S_k)
     * @return the logarithms up to the logits' common constant, [..., n, K]
     */
    public Tensor logJoint() {
        Tensor squares = Ops.sum(Ops.multiply(whitened, whitened), 1);
        Tensor logRoot = Ops.sum(Ops.log(Ops.diagonal(inverseFactor)), 1); // log det S_k^(-1/2)
        Tensor constant = Ops.shift(
                Ops.add(logits, logRoot),
                NormalLogDensity.atZero(whitened.shape().dim(-1)));
        return Ops.transpose(Ops.add(
                Ops.scale(squares, -0.5),
                Ops.insertAxes(constant, constant.shape().rank(), 1)));
    }

    /**
     * The responsibilities.
     *
     * @equation gamma_k = softmax_k (log pi_k + log N(x | m_k, S_k)) (the paper, (2))
     * @return gamma_k, [..., n, K]
     */
    public Tensor responsibilities() {
        return Ops.softmax(logJoint(), 1);
    }

    /**
     * The logarithm of the mixture's density, as a column.
     *
     * @equation log sum_k pi_k N(x | m_k, S_k)
     * @return the logarithm, [..., n, 1]
     */
    public Tensor logDensity() {
        Tensor total = Ops.subtract(Ops.logSumExp(logJoint(), 1), Ops.logSumExp(logits, 1));
        return Ops.insertAxes(total, total.shape().rank(), 1);
    }
}
