package dualflow.closedform;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A {@link MixtureFlow} at one time t. With m_k = (1-t) mu0 + t mu_k and S_k = (1-t)^2 Sigma0 + t^2 Sigma_k, the time density is
 * p_t(x) = sum_k pi_k N(x | m_k, S_k) (the paper, 4.1.2). Immutable.
 *
 * <p>Each result is accurate to a few rounding errors times the condition number of S_k for every t in [0, 1], including t = 1e-8 and
 * 1 - 1e-8: where the printed form of a formula subtracts nearly equal numbers at one end of the time axis, an equivalent form is used
 * there: with
 * u_k = S_k^-1 (x - m_k), the equation
 *
 * <pre>
 *   grad log gamma_k = sum_j gamma_j u_j - u_k = t/(1-t) Sigma0^-1 (b_k - v)
 * </pre>
 *
 * <p>gives the gradients from the u_k for t at 1/2 and above and from the drifts below, and the b_k - v the other way round. Methods that take
 * a point throw {@link InvalidArgumentException} if the point has the wrong length or is not finite, {@link SingularCovarianceException} if
 * an S_k(t) that they need is singular to working precision, and {@link NumericalOverflowException} rather than return a result that is not
 * finite.
 */
public final class MixtureAtTime {

    private final MixtureFlow flow;
    private final double t;
    private final double[] weights;
    private final double[] sourceMean;
    private final double[][] sourceCovariance;
    private final ComponentAtTime[] components;

    MixtureAtTime(MixtureFlow flow, double t) {
        Require.time(t);
        this.flow = flow;
        this.t = t;
        this.weights = flow.target().weights();
        this.sourceMean = flow.source().mean();
        this.sourceCovariance = flow.source().covariance();
        this.components = IntStream.range(0, weights.length)
                .mapToObj(k -> new ComponentAtTime(
                        t, k, flow.source(), flow.target().components().get(k)))
                .toArray(ComponentAtTime[]::new);
    }

    /**
     * The flow.
     *
     * @return the flow
     */
    public MixtureFlow flow() {
        return flow;
    }

    /**
     * The time.
     *
     * @return t, in [0, 1]
     */
    public double time() {
        return t;
    }

    // ---- density ----

    /**
     * The mean of x_t.
     *
     * @equation E[x_t] = sum_k pi_k m_k = (1-t) mu0 + t E[x1]
     * @return the mean, of length d
     */
    public double[] mean() {
        return Require.finite(
                "mean", t, Matrices.combine(1 - t, sourceMean, t, flow.target().mean()));
    }

    /**
     * The covariance of x_t: that of a sum of the independent x0 and x1.
     *
     * @equation Cov[x_t] = (1-t)^2 Sigma0 + t^2 Cov[x1]
     * @return the covariance, d x d
     */
    public double[][] covariance() {
        double[][] target = flow.target().covariance();
        return Require.finite("covariance", t, Matrices.combine((1 - t) * (1 - t), sourceCovariance, t * t, target));
    }

    /**
     * The distribution of x_t in one component.
     *
     * @equation x_t | (K = k) ~ N(m_k, S_k) (the paper, 4.1.2)
     * @param k the component, counted from 0
     * @return N(m_k, S_k)
     */
    public Gaussian componentMarginal(int k) {
        return new Gaussian(component(k).meanAtTime(), component(k).covarianceAtTime());
    }

    /**
     * The logarithm of the time density, by log-sum-exp.
     *
     * @equation log p_t(x) = log sum_k pi_k N(x | m_k, S_k) (the paper, 4.1.2)
     * @param x the point, of length d
     * @return log p_t(x)
     */
    public double logDensity(double[] x) {
        double[] joint = logJoint(x, residuals(x));
        double max = Arrays.stream(joint).max().orElseThrow();
        double sum = 0;
        for (double value : joint) {
            sum += StrictMath.exp(value - max);
        }
        return Require.finite("log density", t, max + StrictMath.log(sum));
    }

    /**
     * The time density; zero where it is below the range of double.
     *
     * @equation p_t(x) = sum_k pi_k N(x | m_k, S_k) (the paper, 4.1.2)
     * @param x the point, of length d
     * @return p_t(x)
     */
    public double density(double[] x) {
        return Require.finite("density", t, StrictMath.exp(logDensity(x)));
    }

    /**
     * The score, the gradient of the logarithm of the time density.
     *
     * @equation grad log p_t(x) = -sum_k gamma_k u_k
     * @param x the point, of length d
     * @return the score, of length d
     */
    public double[] score(double[] x) {
        double[][] u = residuals(x);
        double[] gamma = responsibilities(x, u);
        double[] score = new double[x.length];
        for (int k = 0; k < gamma.length; k++) {
            Matrices.addScaled(score, -gamma[k], u[k]);
        }
        return Require.finite("score", t, score);
    }

    // ---- responsibilities ----

    /**
     * The responsibilities, computed from their logarithms. At t = 0 they are the weights.
     *
     * @equation gamma_k = Pr(K = k | x_t = x) = pi_k N(x | m_k, S_k) / p_t(x) (the paper, (2))
     * @param x the point, of length d
     * @return gamma, K numbers that sum to one
     */
    public double[] responsibilities(double[] x) {
        return responsibilities(x, residuals(x));
    }

    /**
     * The gradients of the responsibilities.
     *
     * @equation grad gamma_k = gamma_k (S_k^-1 (m_k - x) - sum_j gamma_j S_j^-1 (m_j - x)) (the paper, below (4))
     * @param x the point, of length d
     * @return the gradients, K x d; they sum to zero over k
     */
    public double[][] responsibilityGradients(double[] x) {
        double[][] u = residuals(x);
        double[] gamma = responsibilities(x, u);
        double[][] gradients = logGradients(gamma, x, u);
        for (int k = 0; k < gamma.length; k++) {
            gradients[k] = Matrices.scale(gamma[k], gradients[k]);
        }
        return Require.finite("gradient of a responsibility", t, gradients);
    }

    // ---- drift ----

    /**
     * The velocity.
     *
     * <p>At t = 0 it is E[x1] - x, and at t = 1 it is x - mu0, because there x1 = x says nothing about x0. Where a Sigma_k is singular, the value
     * at t = 1 is the conditional expectation on the support of the data and not a limit: for t near 1 the field grows without bound off the
     * support.
     *
     * @equation v(x, t) = E[x1 - x0 | x_t = x] = sum_k gamma_k b_k(x) (the paper, (3))
     * @param x the point, of length d
     * @return v(x, t), of length d
     */
    public double[] velocity(double[] x) {
        if (t == 1) {
            return Require.finite("velocity", t, Matrices.subtract(point(x), sourceMean));
        }
        double[][] u = residuals(x);
        double[] gamma = responsibilities(x, u);
        double[] velocity = new double[x.length];
        for (int k = 0; k < gamma.length; k++) {
            Matrices.addScaled(velocity, gamma[k], components[k].drift(x, u[k]));
        }
        return Require.finite("velocity", t, velocity);
    }

    /**
     * The logarithm of one component's density at this time.
     *
     * @equation log N(x | m_k, S_k) (the paper, in (2))
     * @param k the component, counted from 0
     * @param x the point, of length d
     * @return the logarithm
     */
    public double componentLogDensity(int k, double[] x) {
        double[] checked = point(x);
        return Require.finite(
                "log density of component " + k,
                t,
                component(k).logDensity(checked, component(k).residual(checked)));
    }

    /**
     * The drift of one component, E[x1 - x0 | x_t = x, K = k].
     *
     * @equation b_k(x) = mu_k - mu0 + A_k(t)(x - m_k) (the paper, in (3))
     * @param k the component, counted from 0
     * @param x the point, of length d
     * @return b_k(x), of length d
     */
    public double[] componentDrift(int k, double[] x) {
        double[] u = component(k).residual(point(x));
        return Require.finite("drift of component " + k, t, component(k).drift(x, u));
    }

    /**
     * The matrix of one component; it is -I at t = 0 and I at t = 1.
     *
     * @equation A_k(t) = (t Sigma_k - (1-t) Sigma0) S_k^-1 (the paper, 4.1.2)
     * @param k the component, counted from 0
     * @return A_k(t), d x d
     */
    public double[][] driftMatrix(int k) {
        return Require.finite("matrix of component " + k, t, component(k).driftMatrix());
    }

    // ---- Jacobians ----

    /**
     * The Jacobian of the velocity, J_ij = dv_i/dx_j.
     *
     * @equation J = sum_k gamma_k A_k + sum_k b_k (grad gamma_k)^T (the paper, (4), with its second product transposed)
     * @param x the point, of length d
     * @return J, d x d
     */
    public double[][] jacobian(double[] x) {
        return Require.finite("Jacobian", t, Matrices.combine(1, responsibilityBlend(x), 1, responsibilityCoupling(x)));
    }

    /**
     * Equation (4) as printed. It is the Jacobian only where the second sum is symmetric, as for Sigma0 proportional to I.
     *
     * @equation sum_k gamma_k A_k + sum_k (grad gamma_k) b_k^T (the paper, (4))
     * @param x the point, of length d
     * @return the matrix, d x d
     */
    public double[][] jacobianAsPrinted(double[] x) {
        return Require.finite(
                "printed Jacobian",
                t,
                Matrices.combine(1, responsibilityBlend(x), 1, Matrices.transpose(responsibilityCoupling(x))));
    }

    /**
     * The second sum of the Jacobian: what the change of the responsibilities adds to the blend of affine maps. As the gradients sum to zero,
     * it is computed from b_k - v instead of b_k.
     *
     * @equation sum_k b_k (grad gamma_k)^T (the paper, in (4))
     * @param x the point, of length d
     * @return the matrix, d x d
     */
    public double[][] responsibilityCoupling(double[] x) {
        double[][] u = residuals(x);
        double[] gamma = responsibilities(x, u);
        double[][] drifts = driftDeviations(gamma, x, u);
        double[][] logGradients = logGradients(gamma, x, u);
        double[][] coupling = new double[x.length][x.length];
        for (int k = 0; k < gamma.length; k++) {
            Matrices.addOuter(coupling, Matrices.scale(gamma[k], drifts[k]), logGradients[k]);
        }
        return Require.finite("second sum of the Jacobian", t, coupling);
    }

    /**
     * The blend of the components' matrices: the first sum of (4), which the published code of Table 4 takes for the Jacobian under
     * intervention.
     *
     * @equation sum_k gamma_k A_k (the paper, in (4))
     * @param x the point, of length d
     * @return the matrix, d x d
     */
    public double[][] responsibilityBlend(double[] x) {
        double[] gamma = responsibilities(x);
        double[][] blend = new double[x.length][x.length];
        for (int k = 0; k < gamma.length; k++) {
            Matrices.addScaled(blend, gamma[k], components[k].driftMatrix());
        }
        return Require.finite("blend of the components' matrices", t, blend);
    }

    /**
     * The Jacobian under intervention with the most probable label held fixed, A_K(t) with K = argmax_k gamma_k(x) (Table 1 with that K; the
     * first of equals).
     *
     * @param x the point, of length d
     * @return A_K(t), d x d
     */
    public double[][] mostProbableDriftMatrix(double[] x) {
        return driftMatrix(mostProbable(responsibilities(x)));
    }

    /**
     * The divergence of the velocity, tr J.
     *
     * @param x the point, of length d
     * @return tr J
     */
    public double divergence(double[] x) {
        return Require.finite("divergence", t, Matrices.trace(jacobian(x)));
    }

    // ---- posterior of the data ----

    /**
     * The conditional mean of the data. It is E[x1] at t = 0 and x at t = 1, also for singular Sigma_k.
     *
     * @equation E[x1 | x_t = x] = sum_k gamma_k (mu_k + t Sigma_k S_k^-1 (x - m_k)) (the paper, B.3)
     * @param x the point, of length d
     * @return E[x1 | x_t = x], of length d
     */
    public double[] conditionalMean(double[] x) {
        if (t == 1) {
            return point(x);
        }
        double[][] u = residuals(x);
        double[] gamma = responsibilities(x, u);
        double[] mean = new double[x.length];
        for (int k = 0; k < gamma.length; k++) {
            Matrices.addScaled(mean, gamma[k], components[k].conditionalMean(x, u[k]));
        }
        return Require.finite("conditional mean", t, mean);
    }

    /**
     * The conditional covariance of the data, with e_k = E[x1 | x_t, k] - E[x1 | x_t] = (1-t)(b_k - v). It is 0 at t = 1, also for singular
     * Sigma_k.
     *
     * @equation Cov[x1 | x_t = x] = sum_k gamma_k ((1-t)^2 Sigma0 S_k^-1 Sigma_k + e_k e_k^T)
     * @param x the point, of length d
     * @return Cov[x1 | x_t = x], d x d, symmetric
     */
    public double[][] conditionalCovariance(double[] x) {
        if (t == 1) {
            return new double[point(x).length][x.length];
        }
        double[][] u = residuals(x);
        double[] gamma = responsibilities(x, u);
        double[][] deviations = Matrices.scale(1 - t, driftDeviations(gamma, x, u));
        double[][] covariance = new double[x.length][x.length];
        for (int k = 0; k < gamma.length; k++) {
            Matrices.addScaled(covariance, gamma[k], components[k].targetCovariance());
            Matrices.addOuter(covariance, Matrices.scale(gamma[k], deviations[k]), deviations[k]);
        }
        return Require.finite("conditional covariance", t, Matrices.symmetrize(covariance));
    }

    /**
     * The Jacobian by the posterior-covariance identity, for t below 1: the same matrix as {@link #jacobian}, computed from other quantities. It
     * loses digits as t approaches 1.
     *
     * @equation J = (t/(1-t)^2 Cov[x1|x_t] Sigma0^-1 - I)/(1-t)
     * @param x the point, of length d
     * @return J, d x d
     * @throws InvalidArgumentException if t is 1, or x has the wrong length or is not finite
     */
    public double[][] jacobianFromConditionalCovariance(double[] x) {
        if (t == 1) {
            throw new InvalidArgumentException(
                    "The posterior-covariance identity divides by 1 - t; take t below 1, or the Jacobian itself.");
        }
        double s = 1 - t;
        double[][] regression = sourceFactor().solveRight(conditionalCovariance(x));
        return Require.finite(
                "Jacobian from the conditional covariance",
                t,
                Matrices.combine(t / (s * s * s), regression, -1 / s, Matrices.identity(x.length)));
    }

    // ---- parts ----

    static int mostProbable(double[] gamma) {
        int best = 0;
        for (int k = 1; k < gamma.length; k++) {
            if (gamma[k] > gamma[best]) {
                best = k;
            }
        }
        return best;
    }

    ComponentAtTime component(int k) {
        if (k < 0 || k >= components.length) {
            throw new InvalidArgumentException(
                    "There is no component " + k + "; they count from 0 to " + (components.length - 1) + ".");
        }
        return components[k];
    }

    private double[] point(double[] x) {
        return Require.vector("point", x, sourceMean.length);
    }

    private CholeskyFactor sourceFactor() {
        return SimultaneousDiagonalization.sourceFactor(sourceCovariance);
    }

    /** u_k = S_k^-1 (x - m_k) for all k. */
    private double[][] residuals(double[] x) {
        double[] checked = point(x);
        return Arrays.stream(components)
                .map(component -> component.residual(checked))
                .toArray(double[][]::new);
    }

    /** log(pi_k N(x | m_k, S_k)) for all k. */
    private double[] logJoint(double[] x, double[][] u) {
        double[] joint = new double[components.length];
        for (int k = 0; k < joint.length; k++) {
            joint[k] = StrictMath.log(weights[k]) + components[k].logDensity(x, u[k]);
        }
        return joint;
    }

    private double[] responsibilities(double[] x, double[][] u) {
        if (t == 0) {
            return weights.clone();
        }
        double[] gamma = logJoint(x, u);
        double max = Arrays.stream(gamma).max().orElseThrow();
        double sum = 0;
        for (int k = 0; k < gamma.length; k++) {
            gamma[k] = StrictMath.exp(gamma[k] - max);
            sum += gamma[k];
        }
        return Require.finite("responsibility", t, Matrices.scale(1 / sum, gamma));
    }

    /** grad log gamma_k for all k. */
    private double[][] logGradients(double[] gamma, double[] x, double[][] u) {
        if (!ComponentAtTime.early(t)) {
            return Matrices.scale(-1, deviations(gamma, u));
        }
        return Matrices.scale(t / (1 - t), sourceFactor().solveRight(driftDeviations(gamma, x, u)));
    }

    /** b_k - v for all k, which is (1-t)/t Sigma0 (sum_j gamma_j u_j - u_k) on the second half of the time axis. */
    private double[][] driftDeviations(double[] gamma, double[] x, double[][] u) {
        if (!ComponentAtTime.early(t)) {
            return Matrices.scale(-(1 - t) / t, Matrices.multiply(deviations(gamma, u), sourceCovariance));
        }
        double[][] drifts = new double[u.length][];
        for (int k = 0; k < u.length; k++) {
            drifts[k] = components[k].drift(x, u[k]);
        }
        return deviations(gamma, drifts);
    }

    /**
     * y_k - sum_j gamma_j y_j for all k, as sum_j gamma_j (y_k - y_j): where one gamma is close to one, its own deviation keeps its digits.
     */
    static double[][] deviations(double[] gamma, double[][] y) {
        double[][] deviations = new double[y.length][y[0].length];
        for (int k = 0; k < y.length; k++) {
            for (int j = 0; j < y.length; j++) {
                for (int i = 0; i < y[k].length; i++) {
                    deviations[k][i] += gamma[j] * (y[k][i] - y[j][i]);
                }
            }
        }
        return deviations;
    }
}
