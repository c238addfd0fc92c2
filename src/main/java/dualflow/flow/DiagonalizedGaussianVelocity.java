package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The velocity of {@link GaussianVelocity} for many dimensions, without a factorisation at each time: with Sigma0 = W W^T and
 * Sigma1 = W diag(lambda) W^T it is
 *
 * <pre>
 *   v(t, x) = mu1 - mu0 + W diag(a(t)) W^-1 (x - m_t),   a_i(t) = (t lambda_i - (1-t)) / ((1-t)^2 + t^2 lambda_i)
 * </pre>
 *
 * <p>at the cost of two products [n, d] x [d, d]. It may be differentiated in t, x and the parameters.
 */
public final class DiagonalizedGaussianVelocity implements VelocityField {
    private final Tensor mean0;
    private final Tensor mean1;
    private final Diagonalization diagonalization;

    /**
     * The velocity between two Gaussians.
     *
     * @param mean0 mu0, [d]
     * @param mean1 mu1, [d]
     * @param w W, [d, d]
     * @param inverse W^-1, [d, d]
     * @param lambda lambda, [d], at least 0
     * @throws ShapeException if the shapes do not fit
     * @throws IllegalArgumentException if a number is not finite or a lambda is negative
     */
    public DiagonalizedGaussianVelocity(Tensor mean0, Tensor mean1, Tensor w, Tensor inverse, Tensor lambda) {
        int d = mean0.shape().rank() == 1 ? mean0.shape().dim(-1) : 0;
        Covariances.requireShape("source mean", mean0, d);
        Covariances.requireShape("target mean", mean1, d);
        Covariances.requireShape("matrix W", w, d, d);
        Covariances.requireShape("inverse of W", inverse, d, d);
        Covariances.requireShape("list of eigenvalues", lambda, d);
        Covariances.requireFinite("source mean", mean0);
        Covariances.requireFinite("target mean", mean1);
        this.mean0 = mean0;
        this.mean1 = mean1;
        this.diagonalization = new Diagonalization(w, inverse, lambda);
    }

    /**
     * The velocity.
     *
     * @param t the time, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return v(t, x), [..., n, d]
     * @throws ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a lambda is zero, to working precision, and so is its (1-t)^2 + t^2 lambda
     */
    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        return StateRows.apply(t, x, mean0.shape().dim(-1), (time, rows) -> {
            Tensor z = diagonalization.whiten(Ops.subtract(rows, LinearPath.at(time, mean0, mean1)));
            Tensor drift = diagonalization.unwhiten(Ops.multiply(diagonalization.rates(time), z));
            return Ops.add(Ops.subtract(mean1, mean0), drift);
        });
    }
}
