package dualflow.closedform;

import java.util.Optional;

/**
 * One component k of a flow at one time: x_t | (K = k) ~ N(m_k, S_k), with m_k = (1-t) mu0 + t mu_k and
 * S_k = (1-t)^2 Sigma0 + t^2 Sigma_k (the paper, 4.1.2 and B.3).
 *
 * <p>Two equal forms of each formula are used, one on each half of the time axis, because each is exact at its own end:
 * x_t = (1-t) x0 + t x1 gives E[x1 - x0 | x_t] = (E[x1|x_t] - x_t)/(1-t) = (x_t - E[x0|x_t])/t.
 */
final class ComponentAtTime {

    private final double t;
    private final int index;
    private final double[] mean0;
    private final double[] mean1;
    private final double[][] covariance0;
    private final double[][] covariance1;
    private final double[] meanAtTime;
    private final double[][] covarianceAtTime;
    private final Optional<CholeskyFactor> factor;

    ComponentAtTime(double t, int index, Gaussian source, Gaussian target) {
        this.t = t;
        this.index = index;
        this.mean0 = source.mean();
        this.mean1 = target.mean();
        this.covariance0 = source.covariance();
        this.covariance1 = target.covariance();
        this.meanAtTime = Matrices.combine(1 - t, mean0, t, mean1);
        this.covarianceAtTime = Matrices.combine((1 - t) * (1 - t), covariance0, t * t, covariance1);
        this.factor = CholeskyFactor.of(covarianceAtTime);
    }

    /** Whether the formulas of the first half of the time axis are to be used. */
    static boolean early(double t) {
        return t < 0.5;
    }

    /** m_k. */
    double[] meanAtTime() {
        return meanAtTime.clone();
    }

    /** S_k. */
    double[][] covarianceAtTime() {
        return Matrices.copy(covarianceAtTime);
    }

    private CholeskyFactor factor() {
        return factor.orElseThrow(() -> SingularCovarianceException.atTime(t, index, covarianceAtTime));
    }

    /** u_k = S_k^-1 (x - m_k), which is -grad log N(x | m_k, S_k). */
    double[] residual(double[] x) {
        return Require.finite("solution of S_k u = x - m_k", t, factor().solve(Matrices.subtract(x, meanAtTime)));
    }

    /** log N(x | m_k, S_k), given u_k = residual(x); may overflow to -infinity. */
    double logDensity(double[] x, double[] residual) {
        double mahalanobis = Matrices.dot(Matrices.subtract(x, meanAtTime), residual);
        return -0.5 * (mahalanobis + factor().logDeterminant() + x.length * StrictMath.log(2 * Math.PI));
    }

    /** E[x1 | x_t = x, k] = mu_k + t Sigma_k u_k, which is x + (1-t) b_k(x). */
    double[] conditionalMean(double[] x, double[] residual) {
        return early(t)
                ? Matrices.combine(1, mean1, t, Matrices.multiply(covariance1, residual))
                : Matrices.combine(1, x, 1 - t, drift(x, residual));
    }

    /** t Sigma_k S_k^-1, the matrix of E[x1 | x_t, k] in x_t. */
    double[][] targetRegression() {
        return Matrices.scale(t, factor().solveRight(covariance1));
    }

    /** (1-t) Sigma0 S_k^-1, the matrix of E[x0 | x_t, k] in x_t. */
    double[][] sourceRegression() {
        return Matrices.scale(1 - t, factor().solveRight(covariance0));
    }

    /**
     * A_k(t) = (t Sigma_k - (1-t) Sigma0) S_k^-1, computed as (t Sigma_k S_k^-1 - I)/(1-t) on the first half of the time axis
     * and as (I - (1-t) Sigma0 S_k^-1)/t on the second.
     */
    double[][] driftMatrix() {
        double[][] identity = Matrices.identity(mean0.length);
        return early(t)
                ? Matrices.combine(1 / (1 - t), targetRegression(), -1 / (1 - t), identity)
                : Matrices.combine(1 / t, identity, -1 / t, sourceRegression());
    }

    /** b_k(x) = mu_k - mu0 + A_k(t)(x - m_k), by the two forms of {@link #driftMatrix}. */
    double[] drift(double[] x, double[] residual) {
        return early(t)
                ? Matrices.combine(
                        1 / (1 - t), Matrices.subtract(mean1, x), t / (1 - t), Matrices.multiply(covariance1, residual))
                : Matrices.combine(
                        1 / t, Matrices.subtract(x, mean0), -(1 - t) / t, Matrices.multiply(covariance0, residual));
    }

    /** Cov[x1 | x_t, k] = Sigma_k - t^2 Sigma_k S_k^-1 Sigma_k = (1-t)^2 Sigma0 S_k^-1 Sigma_k. */
    double[][] targetCovariance() {
        return Matrices.symmetrize(Matrices.scale(1 - t, Matrices.multiply(sourceRegression(), covariance1)));
    }
}
