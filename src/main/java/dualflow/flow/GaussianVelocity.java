package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * The velocity of the flow from N(mu0, Sigma0) to N(mu1, Sigma1) (the paper, 4.1.1, there for mu = 0 and Sigma0 = I), with
 * m_t = (1-t) mu0 + t mu1 and S_t = (1-t)^2 Sigma0 + t^2 Sigma1:
 *
 * <pre>
 *   v(t, x) = mu1 - mu0 + (t Sigma1 - (1-t) Sigma0) S_t^-1 (x - m_t)
 * </pre>
 *
 * <p>It is a program in t in [0, 1], x [..., n, d] and the parameters, and may be differentiated in each of them. A singular Sigma1
 * is allowed where S_t is not singular. It factorises S_t at each time; for many dimensions use
 * {@link DiagonalizedGaussianVelocity}.
 */
public final class GaussianVelocity implements VelocityField {
    private final Tensor mean0;
    private final Tensor covariance0;
    private final Tensor mean1;
    private final Tensor covariance1;
    private final boolean singularTarget;

    /**
     * The velocity between two Gaussians.
     *
     * @param mean0 mu0, [d]
     * @param covariance0 Sigma0, [d, d], positive definite
     * @param mean1 mu1, [d]
     * @param covariance1 Sigma1, [d, d], positive semidefinite
     * @throws dualflow.tensor.ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a covariance is not symmetric, or Sigma0 is not positive definite
     */
    public GaussianVelocity(Tensor mean0, Tensor covariance0, Tensor mean1, Tensor covariance1) {
        int d = mean0.shape().rank() == 1 ? mean0.shape().dim(-1) : 0;
        Covariances.requireShape("source mean", mean0, d);
        Covariances.requireShape("source covariance", covariance0, d, d);
        Covariances.requireShape("target mean", mean1, d);
        Covariances.requireShape("target covariance", covariance1, d, d);
        Covariances.requireFinite("source mean", mean0);
        Covariances.requireFinite("target mean", mean1);
        Covariances.requireSymmetric("source covariance", covariance0);
        Covariances.requireSymmetric("target covariance", covariance1);
        Covariances.requirePositiveDefinite("source covariance", covariance0);
        this.mean0 = mean0;
        this.covariance0 = covariance0;
        this.mean1 = mean1;
        this.covariance1 = covariance1;
        this.singularTarget = !Covariances.arePositiveDefinite(covariance1);
    }

    /**
     * The velocity.
     *
     * @equation v(t, x) = mu1 - mu0 + (t Sigma1 - (1-t) Sigma0) S_t^-1 (x - m_t) (the paper, 4.1.1)
     * @param t the time, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return v(t, x), [..., n, d]
     * @throws dualflow.tensor.ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if Sigma1 is singular and S_t is too
     */
    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        return StateRows.apply(t, x, mean0.shape().dim(-1), this::shared);
    }

    private Tensor shared(Tensor t, Tensor x) {
        Tensor covariance = LinearPath.covariance(t, covariance0, covariance1);
        if (singularTarget) {
            Covariances.requirePositiveDefinite("covariance S_t of x_t", covariance);
        }
        // Rows: u^T = (x - m_t)^T S_t^-1, and every covariance is symmetric.
        Tensor u = Ops.matmul(Ops.subtract(x, LinearPath.at(t, mean0, mean1)), Ops.spdInverse(covariance));
        Tensor conditionalMean = Ops.add(mean1, Ops.multiply(t, Ops.matmul(u, covariance1)));
        Tensor conditionalSourceMean = Ops.add(mean0, Ops.multiply(LinearPath.oneMinus(t), Ops.matmul(u, covariance0)));
        return LinearPath.velocity(t, x, conditionalMean, conditionalSourceMean);
    }
}
