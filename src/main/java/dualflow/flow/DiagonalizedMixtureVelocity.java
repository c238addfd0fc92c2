package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The velocity of {@link MixtureVelocity} for many dimensions, without a factorisation at each time: with Sigma0 = W_k W_k^T and
 * Sigma_k = W_k diag(lambda_k) W_k^T for each component (for Sigma0 = I, W_k holds the eigenvectors of Sigma_k), and
 * z_k = W_k^-1 (x - m_k), s_k = (1-t)^2 + t^2 lambda_k:
 *
 * <pre>
 *   gamma_k = softmax_k (log pi_k - sum_i (z_ki^2 / s_ki + log s_ki) / 2)
 *   v(t, x) = sum_k gamma_k (mu_k - mu0 + W_k ((t lambda_k - (1-t)) / s_k * z_k))
 * </pre>
 *
 * <p>at the cost of 2 K products [n, d] x [d, d]. It may be differentiated in t, x and the parameters.
 */
public final class DiagonalizedMixtureVelocity implements VelocityField {
    private final Tensor logits;
    private final Tensor means;
    private final Tensor mean0;
    private final Diagonalization diagonalization;

    /**
     * The velocity from a Gaussian to a mixture.
     *
     * @param logits log pi_k up to a common constant, [K]
     * @param means mu_k, [K, d]
     * @param mean0 mu0, [d]
     * @param w W_k, [K, d, d], with W_k W_k^T = Sigma0 for all k
     * @param inverses W_k^-1, [K, d, d]
     * @param lambdas lambda_k, [K, d], at least 0
     * @throws ShapeException if the shapes do not fit
     * @throws IllegalArgumentException if a number is not finite or a lambda is negative
     */
    public DiagonalizedMixtureVelocity(
            Tensor logits, Tensor means, Tensor mean0, Tensor w, Tensor inverses, Tensor lambdas) {
        int k = logits.shape().rank() == 1 ? logits.shape().dim(-1) : 0;
        int d = mean0.shape().rank() == 1 ? mean0.shape().dim(-1) : 0;
        Covariances.requireShape("list of logits", logits, k);
        Covariances.requireShape("list of means", means, k, d);
        Covariances.requireShape("source mean", mean0, d);
        Covariances.requireShape("list of matrices W", w, k, d, d);
        Covariances.requireShape("list of inverses of W", inverses, k, d, d);
        Covariances.requireShape("list of eigenvalues", lambdas, k, d);
        Covariances.requireFinite("list of logits", logits);
        Covariances.requireFinite("list of means", means);
        Covariances.requireFinite("source mean", mean0);
        this.logits = Ops.insertAxes(logits, 1, 1);
        this.means = Ops.insertAxes(means, 1, 1);
        this.mean0 = mean0;
        this.diagonalization = new Diagonalization(w, inverses, Ops.insertAxes(lambdas, 1, 1));
    }

    /**
     * The velocity (3).
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
            Tensor tk = StateRows.withComponentAxis(time);
            Tensor z = whiten(tk, rows);
            Tensor drift = diagonalization.unwhiten(Ops.multiply(diagonalization.rates(tk), z));
            Tensor gamma = Ops.softmax(logJoint(tk, z), 1);
            return StateRows.blend(gamma, Ops.add(Ops.subtract(means, mean0), drift));
        });
    }

    /**
     * The responsibilities (2).
     *
     * @param t the time, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return gamma, [..., n, K]
     * @throws ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a lambda is zero, to working precision, and so is its (1-t)^2 + t^2 lambda
     */
    public Tensor responsibilities(Tensor t, Tensor x) {
        return StateRows.apply(t, x, mean0.shape().dim(-1), (time, rows) -> {
            Tensor tk = StateRows.withComponentAxis(time);
            return Ops.softmax(logJoint(tk, whiten(tk, rows)), 1);
        });
    }

    private Tensor whiten(Tensor t, Tensor x) {
        return diagonalization.whiten(Ops.subtract(StateRows.withComponentAxis(x), LinearPath.at(t, mean0, means)));
    }

    /** log pi_k + log N(x | m_k, S_k), up to terms that are equal for all k, [..., n, K]. */
    private Tensor logJoint(Tensor t, Tensor z) {
        Tensor s = diagonalization.variances(t);
        Tensor exponent = Ops.sum(Ops.divide(Ops.multiply(z, z), s), 1);
        Tensor twice = Ops.add(exponent, Ops.sum(Ops.log(s), 1));
        return Ops.transpose(Ops.add(logits, Ops.scale(twice, -0.5)));
    }
}
