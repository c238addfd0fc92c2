package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The velocity of the flow from N(mu0, Sigma0) to a mixture sum_k pi_k N(mu_k, Sigma_k) (the paper, 4.1.2, equations (2) and (3)),
 * with m_k = (1-t) mu0 + t mu_k and S_k = (1-t)^2 Sigma0 + t^2 Sigma_k:
 *
 * <pre>
 *   gamma_k(t, x) = pi_k N(x | m_k, S_k) / sum_j pi_j N(x | m_j, S_j)
 *   b_k(t, x)     = mu_k - mu0 + (t Sigma_k - (1-t) Sigma0) S_k^-1 (x - m_k)
 *   v(t, x)       = sum_k gamma_k b_k
 * </pre>
 *
 * <p>It is a program in t in [0, 1], x [..., n, d] and the parameters, and may be differentiated in each of them. A singular Sigma_k
 * is allowed where S_k is not singular. It factorises all S_k at each time; for many dimensions use
 * {@link DiagonalizedMixtureVelocity}.
 */
public final class MixtureVelocity implements VelocityField {
    private final Tensor logits;
    private final Tensor means;
    private final Tensor covariances;
    private final Tensor mean0;
    private final Tensor covariance0;
    private final boolean singularTarget;

    /**
     * The velocity from a Gaussian to a mixture.
     *
     * @param logits log pi_k up to a common constant, [K]: the weights are their softmax
     * @param means mu_k, [K, d]
     * @param covariances Sigma_k, [K, d, d], positive semidefinite
     * @param mean0 mu0, [d]
     * @param covariance0 Sigma0, [d, d], positive definite
     * @throws ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a covariance is not symmetric, or Sigma0 is not positive definite
     */
    public MixtureVelocity(Tensor logits, Tensor means, Tensor covariances, Tensor mean0, Tensor covariance0) {
        int k = logits.shape().rank() == 1 ? logits.shape().dim(-1) : 0;
        int d = mean0.shape().rank() == 1 ? mean0.shape().dim(-1) : 0;
        Covariances.requireShape("list of logits", logits, k);
        Covariances.requireShape("list of means", means, k, d);
        Covariances.requireShape("list of covariances", covariances, k, d, d);
        Covariances.requireShape("source mean", mean0, d);
        Covariances.requireShape("source covariance", covariance0, d, d);
        Covariances.requireFinite("list of logits", logits);
        Covariances.requireFinite("list of means", means);
        Covariances.requireFinite("source mean", mean0);
        Covariances.requireSymmetric("covariance of a component", covariances);
        Covariances.requireSymmetric("source covariance", covariance0);
        Covariances.requirePositiveDefinite("source covariance", covariance0);
        this.logits = logits;
        this.means = Ops.insertAxes(means, 1, 1);
        this.covariances = covariances;
        this.mean0 = mean0;
        this.covariance0 = covariance0;
        this.singularTarget = !Covariances.arePositiveDefinite(covariances);
    }

    /**
     * The velocity.
     *
     * @equation v(t, x) = sum_k gamma_k b_k (the paper, (3))
     * @param t the time, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return v(t, x), [..., n, d]
     * @throws ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a Sigma_k is singular and its S_k is too
     */
    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        return apply(t, x, AtTime::velocity);
    }

    /**
     * The blend of the components' drifts with given weights: its derivative in x with gamma held fixed is
     * sum_k gamma_k A_k(t), and A_k(t) itself (Table 1, under intervention) where gamma picks a component.
     *
     * @equation sum_k gamma_k b_k(t, x) (the paper, in (3))
     * @param t the time, [] or [..., 1, 1]
     * @param x the state, [..., n, d]
     * @param gamma weights that sum to one over the last axis, [..., n, K]
     * @return the blend, [..., n, d]
     * @throws ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a Sigma_k is singular and its S_k is too
     */
    public Tensor velocityGiven(Tensor t, Tensor x, Tensor gamma) {
        if (t.shape().rank() > 1 && t.shape().dim(-2) != 1) {
            throw new ShapeException("given responsibilities need one time for all rows, got times " + t.shape());
        }
        return apply(t, x, at -> at.velocity(gamma));
    }

    /**
     * The responsibilities.
     *
     * @equation gamma_k = softmax_k (log pi_k + log N(x | m_k, S_k)) (the paper, (2))
     * @param t the time, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return gamma, [..., n, K]
     * @throws ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a Sigma_k is singular and its S_k is too
     */
    public Tensor responsibilities(Tensor t, Tensor x) {
        return apply(t, x, AtTime::responsibilities);
    }

    /**
     * The logarithm of the density of x_t.
     *
     * @equation log p_t(x) = log sum_k pi_k N(x | m_k, S_k) (the paper, 4.1.2)
     * @param t the time, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return log p_t(x), [..., n]
     * @throws ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a Sigma_k is singular and its S_k is too
     */
    public Tensor logDensity(Tensor t, Tensor x) {
        return Ops.reshape(
                apply(t, x, at -> at.components.logDensity()), x.shape().leading(1));
    }

    /**
     * The conditional mean of the data.
     *
     * @equation E[x1 | x_t = x] = sum_k gamma_k (mu_k + t Sigma_k S_k^-1 (x - m_k)) (the paper, B.3)
     * @param t the time, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return E[x1 | x_t = x], [..., n, d]
     * @throws ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a Sigma_k is singular and its S_k is too
     */
    public Tensor conditionalMean(Tensor t, Tensor x) {
        return apply(t, x, at -> at.conditionalMean(at.responsibilities()));
    }

    /**
     * What the published code integrates in place of the velocity: with A_k(t) = t Sigma_k S_k^-1, lacking the term -(1-t) Sigma0, it
     * is E[x1 | x_t = x] - mu0.
     *
     * @return that field
     */
    public VelocityField asPublished() {
        return (t, x) -> Ops.subtract(conditionalMean(t, x), mean0);
    }

    private interface Quantity {
        Tensor of(AtTime at);
    }

    private Tensor apply(Tensor t, Tensor x, Quantity quantity) {
        return StateRows.apply(t, x, mean0.shape().dim(-1), (time, rows) -> quantity.of(new AtTime(time, rows)));
    }

    /** All components at one time (or one for each matrix of rows), [..., K, n, d]. */
    private final class AtTime {
        private final Tensor t;
        private final Tensor x;
        private final NormalComponents components;
        private final Tensor u; // rows (S_k^-1 (x - m_k))^T

        AtTime(Tensor t, Tensor x) {
            this.t = t;
            this.x = x;
            Tensor time = StateRows.withComponentAxis(t);
            Tensor covariance = LinearPath.covariance(time, covariance0, covariances);
            if (singularTarget) {
                Covariances.requirePositiveDefinite("covariance S_k of x_t", covariance);
            }
            components = new NormalComponents(logits, LinearPath.at(time, mean0, means), covariance, x);
            u = components.pulls();
        }

        Tensor responsibilities() {
            return components.responsibilities();
        }

        /** sum_k gamma_k (mu_k + t Sigma_k u_k). */
        Tensor conditionalMean(Tensor gamma) {
            Tensor time = StateRows.withComponentAxis(t);
            return StateRows.blend(gamma, Ops.add(means, Ops.multiply(time, Ops.matmul(u, covariances))));
        }

        Tensor velocity() {
            return velocity(responsibilities());
        }

        Tensor velocity(Tensor gamma) {
            Tensor pull = Ops.matmul(StateRows.blend(gamma, u), covariance0);
            Tensor conditionalSourceMean = Ops.add(mean0, Ops.multiply(LinearPath.oneMinus(t), pull));
            return LinearPath.velocity(t, x, conditionalMean(gamma), conditionalSourceMean);
        }
    }

    /**
     * Logits from weights.
     *
     * @param weights pi_k, [K], positive and summing to one within 1e-6
     * @return log pi_k, [K]
     * @throws IllegalArgumentException if a weight is not positive, or they do not sum to one
     */
    public static Tensor logits(Tensor weights) {
        Covariances.requireShape("list of weights", weights, weights.shape().size());
        double[] all = weights.bottom().toDoubles();
        int size = weights.shape().size();
        for (int start = 0; start < all.length; start += size) {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                if (!(all[start + k] > 0)) {
                    throw new IllegalArgumentException(
                            "component " + k + " of the mixture has the weight " + all[start + k] + "; leave it out");
                }
                sum += all[start + k];
            }
            if (!(Math.abs(sum - 1) <= 1e-6)) {
                throw new IllegalArgumentException(
                        "the weights of the mixture sum to " + sum + ", not to 1; divide each by the sum");
            }
        }
        return Ops.log(weights);
    }
}
