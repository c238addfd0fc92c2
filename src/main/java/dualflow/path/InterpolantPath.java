package dualflow.path;

import dualflow.flow.Covariances;
import dualflow.flow.NormalComponents;
import dualflow.flow.StateRows;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The law p_t of a stochastic interpolant whose ends are a mixture of K pairs of Gaussians, with weights pi_k, x0 ~ N(m0_k, S0_k) and x1 ~ N(m1_k, S1_k) independent given k,
 * and the fields that move it. One pair is the interpolant between two Gaussians, covariances of 0 that of given pairs of points, as a {@code Coupling} makes them. With M_k = a m0_k + b m1_k, C_k = a^2
 * S0_k + b^2 S1_k + gamma^2 I and u_k = C_k^-1 (x - M_k):
 *
 * <pre>
 *   w_k          = pi_k N(x | M_k, C_k) / sum_j pi_j N(x | M_j, C_j)
 *   E[x0 | x]    = sum_k w_k (m0_k + a S0_k u_k),   E[x1 | x] = sum_k w_k (m1_k + b S1_k u_k)
 *   E[z | x]     = gamma sum_k w_k u_k,             s(t, x)   = -sum_k w_k u_k
 *   v(t, x)      = a' E[x0 | x] + b' E[x1 | x] + gamma gamma' sum_k w_k u_k
 * </pre>
 *
 * <p>Times are [] or [..., n, 1], states [..., n, d]. All are programs and may be differentiated in both.
 */
public final class InterpolantPath implements VelocityField {
    private final Interpolant interpolant;
    private final Tensor logits;
    private final Tensor sourceMeans; // [K, 1, d]
    private final Tensor sourceCovariances;
    private final Tensor dataMeans; // [K, 1, d]
    private final Tensor dataCovariances;
    private final Tensor identity;

    /**
     * The path between pairs of Gaussians.
     *
     * @param interpolant a, b and gamma
     * @param logits log pi_k up to a common constant, [K]
     * @param sourceMeans m0_k, [K, d]
     * @param sourceCovariances S0_k, [K, d, d], positive semidefinite
     * @param dataMeans m1_k, [K, d]
     * @param dataCovariances S1_k, [K, d, d], positive semidefinite
     * @throws ShapeException if the shapes do not fit
     * @throws dualflow.flow.NotPositiveDefiniteException if a covariance is not symmetric
     */
    public InterpolantPath(
            Interpolant interpolant,
            Tensor logits,
            Tensor sourceMeans,
            Tensor sourceCovariances,
            Tensor dataMeans,
            Tensor dataCovariances) {
        int k = logits.shape().rank() == 1 ? logits.shape().dim(-1) : 0;
        int d = sourceMeans.shape().rank() == 2 ? sourceMeans.shape().dim(-1) : 0;
        Covariances.requireShape("list of logits", logits, k);
        Covariances.requireShape("list of source means", sourceMeans, k, d);
        Covariances.requireShape("list of source covariances", sourceCovariances, k, d, d);
        Covariances.requireShape("list of data means", dataMeans, k, d);
        Covariances.requireShape("list of data covariances", dataCovariances, k, d, d);
        Covariances.requireFinite("list of logits", logits);
        Covariances.requireFinite("list of source means", sourceMeans);
        Covariances.requireFinite("list of data means", dataMeans);
        Covariances.requireSymmetric("covariance of a source", sourceCovariances);
        Covariances.requireSymmetric("covariance of the data", dataCovariances);
        this.interpolant = interpolant;
        this.logits = logits;
        this.sourceMeans = Ops.insertAxes(sourceMeans, 1, 1);
        this.sourceCovariances = sourceCovariances;
        this.dataMeans = Ops.insertAxes(dataMeans, 1, 1);
        this.dataCovariances = dataCovariances;
        identity = Covariances.identity(d, logits);
    }

    /**
     * The path between given pairs of points, each with the same weight.
     *
     * @param interpolant a, b and gamma, gamma above 0 at the times that are asked for
     * @param x0 draws of the source, [N, d]
     * @param x1 the data that they are paired with, [N, d]
     * @return the path
     * @throws ShapeException if the shapes do not fit
     */
    public static InterpolantPath ofPairs(Interpolant interpolant, Tensor x0, Tensor x1) {
        if (x0.shape().rank() != 2 || !x0.shape().equals(x1.shape())) {
            throw new ShapeException(
                    "the pairs have shapes " + x0.shape() + " and " + x1.shape() + " where rows are needed, [N, d]");
        }
        int n = x0.shape().dim(-2);
        int d = x0.shape().dim(-1);
        Tensor none = x0.device().fill(x0.dtype(), Shape.of(n, d, d), 0);
        Tensor logits = x0.device().fill(x0.dtype(), Shape.of(n), 0);
        return new InterpolantPath(interpolant, logits, x0, none, x1, none);
    }

    /**
     * The velocity.
     *
     * @equation v(t, x) = E[a' x0 + b' x1 + gamma' z | x_t = x]
     * @param t the times
     * @param x the state
     * @return the velocity, of x's shape
     * @throws dualflow.flow.NotPositiveDefiniteException if a C_k is singular, as at the ends of a bridge between points
     * @throws UndefinedAtTimeException if a rate is infinite
     */
    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        return apply(t, x, AtTime::velocity);
    }

    /**
     * The mean of the source.
     *
     * @equation E[x0 | x_t = x]
     * @param t the times
     * @param x the state
     * @return the mean, of x's shape
     */
    public Tensor sourceMean(Tensor t, Tensor x) {
        return apply(t, x, AtTime::sourceMean);
    }

    /**
     * The mean of the data.
     *
     * @equation E[x1 | x_t = x]
     * @param t the times
     * @param x the state
     * @return the mean, of x's shape
     */
    public Tensor dataMean(Tensor t, Tensor x) {
        return apply(t, x, AtTime::dataMean);
    }

    /**
     * The denoiser: the mean of the noise z.
     *
     * @equation E[z | x_t = x] = -gamma s(t, x)
     * @param t the times
     * @param x the state
     * @return the mean, of x's shape
     */
    public Tensor denoiser(Tensor t, Tensor x) {
        return apply(t, x, at -> Ops.multiply(Ops.sqrt(interpolant.variance().apply(at.t)), at.pull()));
    }

    /**
     * The score.
     *
     * @equation s(t, x) = grad_x log p_t(x)
     * @param t the times
     * @param x the state
     * @return the gradient, of x's shape
     */
    public Tensor score(Tensor t, Tensor x) {
        return apply(t, x, at -> Ops.negate(at.pull()));
    }

    /**
     * The logarithm of the density of x_t.
     *
     * @equation log p_t(x)
     * @param t the times
     * @param x the state
     * @return log p_t(x), [..., n]
     */
    public Tensor logDensity(Tensor t, Tensor x) {
        return Ops.reshape(
                apply(t, x, at -> at.components.logDensity()), x.shape().leading(1));
    }

    private interface Quantity {
        Tensor of(AtTime at);
    }

    private Tensor apply(Tensor t, Tensor x, Quantity quantity) {
        return StateRows.apply(t, x, identity.shape().dim(-1), (time, rows) -> quantity.of(new AtTime(time, rows)));
    }

    /** All pairs at one time (or one for each matrix of rows), [..., K, n, d]. */
    private final class AtTime {
        private final Tensor t;
        private final Tensor a; // of all pairs
        private final Tensor b;
        private final NormalComponents components;
        private final Tensor u; // rows (C_k^-1 (x - M_k))^T
        private final Tensor weights; // [..., n, K]

        AtTime(Tensor t, Tensor x) {
            this.t = t;
            Tensor time = StateRows.withComponentAxis(t);
            a = interpolant.source().apply(time);
            b = interpolant.data().apply(time);
            Tensor ends = Ops.add(
                    Ops.multiply(Ops.multiply(a, a), sourceCovariances),
                    Ops.multiply(Ops.multiply(b, b), dataCovariances));
            Tensor covariance =
                    Ops.add(ends, Ops.multiply(interpolant.variance().apply(time), identity));
            Covariances.requirePositiveDefinite("covariance C_k of x_t", covariance);
            Tensor mean = Ops.add(Ops.multiply(a, sourceMeans), Ops.multiply(b, dataMeans));
            components = new NormalComponents(logits, mean, covariance, x);
            u = components.pulls();
            weights = components.responsibilities();
        }

        Tensor sourceMean() {
            return StateRows.blend(weights, Ops.add(sourceMeans, Ops.multiply(a, Ops.matmul(u, sourceCovariances))));
        }

        Tensor dataMean() {
            return StateRows.blend(weights, Ops.add(dataMeans, Ops.multiply(b, Ops.matmul(u, dataCovariances))));
        }

        /** sum_k w_k u_k. */
        Tensor pull() {
            return StateRows.blend(weights, u);
        }

        Tensor velocity() {
            Tensor sourceRate = Interpolant.rate(interpolant.source(), t);
            Tensor dataRate = Interpolant.rate(interpolant.data(), t);
            Tensor halfVarianceRate = Ops.scale(Interpolant.rate(interpolant.variance(), t), 0.5);
            String what = "the velocity is not finite";
            Coefficients.require(t, what, "a'", sourceRate, false);
            Coefficients.require(t, what, "b'", dataRate, false);
            Coefficients.require(t, what, "gamma gamma'", halfVarianceRate, false);
            Tensor ends = Ops.add(Ops.multiply(sourceRate, sourceMean()), Ops.multiply(dataRate, dataMean()));
            return Ops.add(ends, Ops.multiply(halfVarianceRate, pull()));
        }
    }
}
