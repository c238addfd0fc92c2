package dualflow.path;

import dualflow.flow.Covariances;
import dualflow.flow.NormalComponents;
import dualflow.flow.StateRows;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The path from N(0, I) to a mixture sum_k pi_k N(mu_k, Sigma_k) under any schedule: the paper's (2) and (3) with alpha and sigma for t and 1 - t. With S_k =
 * sigma^2 I + alpha^2 Sigma_k and u_k = S_k^-1 (x - alpha mu_k):
 *
 * <pre>
 *   gamma_k      = pi_k N(x | alpha mu_k, S_k) / sum_j pi_j N(x | alpha mu_j, S_j)
 *   E[x1 | x]    = sum_k gamma_k (mu_k + alpha Sigma_k u_k),    E[x0 | x] = sigma sum_k gamma_k u_k
 *   score(t, x)  = -sum_k gamma_k u_k
 *   u(t, x)      = alpha' E[x1 | x] + sigma sigma' sum_k gamma_k u_k
 * </pre>
 *
 * <p>Nothing is divided by alpha or sigma, so the ends are as exact as the middle; the variance's rate sigma sigma' is finite at t = 1 for every schedule here. A
 * singular Sigma_k, 0 for a single point, is allowed where S_k is not singular.
 */
public final class MixturePath implements MarginalPath {
    private final NoiseSchedule schedule;
    private final Tensor logits;
    private final Tensor means; // [K, 1, d]
    private final Tensor covariances;
    private final Tensor identity;
    private final boolean singularTarget;

    /**
     * The path to a mixture.
     *
     * @param schedule alpha and sigma
     * @param logits log pi_k up to a common constant, [K]
     * @param means mu_k, [K, d]
     * @param covariances Sigma_k, [K, d, d], positive semidefinite
     * @throws ShapeException if the shapes do not fit
     * @throws dualflow.flow.NotPositiveDefiniteException if a covariance is not symmetric
     */
    public MixturePath(NoiseSchedule schedule, Tensor logits, Tensor means, Tensor covariances) {
        int k = logits.shape().rank() == 1 ? logits.shape().dim(-1) : 0;
        int d = means.shape().rank() == 2 ? means.shape().dim(-1) : 0;
        Covariances.requireShape("list of logits", logits, k);
        Covariances.requireShape("list of means", means, k, d);
        Covariances.requireShape("list of covariances", covariances, k, d, d);
        Covariances.requireFinite("list of logits", logits);
        Covariances.requireFinite("list of means", means);
        Covariances.requireSymmetric("covariance of a component", covariances);
        this.schedule = schedule;
        this.logits = logits;
        this.means = Ops.insertAxes(means, 1, 1);
        this.covariances = covariances;
        this.singularTarget = !Covariances.arePositiveDefinite(covariances);
        identity = Covariances.identity(d, means);
    }

    @Override
    public NoiseSchedule schedule() {
        return schedule;
    }

    /**
     * The velocity.
     *
     * @equation u(t, x) = alpha' E[x1 | x] + sigma sigma' sum_k gamma_k u_k
     * @param t the times, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return u(t, x), [..., n, d]
     * @throws ShapeException if the shapes do not fit
     * @throws dualflow.flow.NotPositiveDefiniteException if a Sigma_k is singular and its S_k is too
     * @throws UndefinedAtTimeException if a rate is infinite
     */
    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        return apply(t, x, AtTime::velocity);
    }

    @Override
    public Tensor dataMean(Tensor t, Tensor x) {
        return apply(t, x, AtTime::dataMean);
    }

    @Override
    public Tensor noiseMean(Tensor t, Tensor x) {
        return apply(t, x, at -> Ops.multiply(schedule.sigma(at.t), at.pull()));
    }

    @Override
    public Tensor score(Tensor t, Tensor x) {
        return apply(t, x, at -> Ops.negate(at.pull()));
    }

    /**
     * The responsibilities.
     *
     * @equation gamma_k = softmax_k (log pi_k + log N(x | alpha mu_k, S_k)) (the paper, (2))
     * @param t the times, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return gamma, [..., n, K]
     */
    public Tensor responsibilities(Tensor t, Tensor x) {
        return apply(t, x, at -> at.gamma);
    }

    @Override
    public Tensor logDensity(Tensor t, Tensor x) {
        return Ops.reshape(
                apply(t, x, at -> at.components.logDensity()), x.shape().leading(1));
    }

    @Override
    public PosteriorDraws draws(Tensor t, Tensor x, int count, Draws draws, String name) {
        Tensor perRow = Ops.broadcast(t, x.shape().leading(1).then(Shape.of(1)));
        MixturePosterior posterior = new MixturePosterior(
                schedule.alpha(perRow).value().toDoubles(),
                schedule.sigma(perRow).value().toDoubles(),
                means.value().toDoubles(),
                covariances.value().toDoubles(),
                responsibilities(t, x).value().toDoubles());
        MixturePosterior.Ends ends = posterior.draw(x.value().toDoubles(), count, draws, name);
        Shape shape = x.shape().withFirst(count);
        return new PosteriorDraws(
                schedule,
                t,
                x.device().tensor(x.dtype(), shape, ends.x0()),
                x.device().tensor(x.dtype(), shape, ends.x1()));
    }

    private interface Quantity {
        Tensor of(AtTime at);
    }

    private Tensor apply(Tensor t, Tensor x, Quantity quantity) {
        return StateRows.apply(t, x, means.shape().dim(-1), (time, rows) -> quantity.of(new AtTime(time, rows)));
    }

    /** All components at one time (or one for each matrix of rows), [..., K, n, d]. */
    private final class AtTime {
        private final Tensor t;
        private final Tensor alpha; // of all components
        private final NormalComponents components;
        private final Tensor u; // rows (S_k^-1 (x - alpha mu_k))^T
        private final Tensor gamma; // [..., n, K]

        AtTime(Tensor t, Tensor x) {
            this.t = t;
            Tensor time = StateRows.withComponentAxis(t);
            alpha = schedule.alpha(time);
            Tensor covariance = Ops.add(
                    Ops.multiply(schedule.variance(time), identity),
                    Ops.multiply(Ops.multiply(alpha, alpha), covariances));
            if (singularTarget) {
                Covariances.requirePositiveDefinite("covariance S_k of x_t", covariance);
            }
            components = new NormalComponents(logits, Ops.multiply(alpha, means), covariance, x);
            u = components.pulls();
            gamma = components.responsibilities();
        }

        Tensor dataMean() {
            return StateRows.blend(gamma, Ops.add(means, Ops.multiply(alpha, Ops.matmul(u, covariances))));
        }

        /** sum_k gamma_k u_k. */
        Tensor pull() {
            return StateRows.blend(gamma, u);
        }

        Tensor velocity() {
            Tensor alphaRate = schedule.alphaRate(t);
            Tensor varianceTerm = schedule.halfVarianceRate(t);
            Coefficients.require(t, "the velocity is not finite", "alpha'", alphaRate, false);
            Coefficients.require(t, "the velocity is not finite", "sigma sigma'", varianceTerm, false);
            return Ops.add(Ops.multiply(alphaRate, dataMean()), Ops.multiply(varianceTerm, pull()));
        }
    }
}
