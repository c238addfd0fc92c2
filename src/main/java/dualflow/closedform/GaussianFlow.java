package dualflow.closedform;

/**
 * The flow from a Gaussian N(mu0, Sigma0) to a Gaussian N(mu1, Sigma1) (the paper, 4.1.1, B.1 and B.2, there for mu = 0 and
 * Sigma0 = I): dx/dt = mu1 - mu0 + A(t)(x - m_t), with m_t = (1-t) mu0 + t mu1, S_t = (1-t)^2 Sigma0 + t^2 Sigma1 and
 * A(t) = (t Sigma1 - (1-t) Sigma0) S_t^-1. Sigma0 must be positive definite; Sigma1 may be singular. Immutable.
 */
public final class GaussianFlow {

    private final Gaussian source;
    private final Gaussian target;
    private final SimultaneousDiagonalization diagonalization;

    /**
     * The flow from a source to a target.
     *
     * @param source x0 ~ N(mu0, Sigma0), with Sigma0 positive definite
     * @param target x1 ~ N(mu1, Sigma1)
     * @throws InvalidArgumentException if the dimensions differ
     * @throws SingularCovarianceException if Sigma0 is singular to working precision
     * @throws NumericalOverflowException if the covariances are too far apart in scale
     */
    public GaussianFlow(Gaussian source, Gaussian target) {
        if (source.dimension() != target.dimension()) {
            throw new InvalidArgumentException("The source has " + source.dimension()
                    + " dimensions where the target has " + target.dimension() + ".");
        }
        this.source = source;
        this.target = target;
        this.diagonalization = SimultaneousDiagonalization.ofChecked(source.covariance(), target.covariance());
    }

    /**
     * The distribution of x0.
     *
     * @return N(mu0, Sigma0)
     */
    public Gaussian source() {
        return source;
    }

    /**
     * The distribution of x1.
     *
     * @return N(mu1, Sigma1)
     */
    public Gaussian target() {
        return target;
    }

    /**
     * The coordinates in which the flow decouples into scalar flows.
     *
     * @return W, W^-1 and lambda
     */
    public SimultaneousDiagonalization diagonalization() {
        return diagonalization;
    }

    /**
     * The distribution of x_t, N(m_t, S_t); S_t is also the push-forward covariance Y(t) Sigma0 Y(t)^T.
     *
     * @param t the time, in [0, 1]
     * @return N(m_t, S_t)
     * @throws InvalidArgumentException if t is outside [0, 1]
     */
    public Gaussian marginal(double t) {
        ComponentAtTime component = at(t);
        return new Gaussian(component.meanAtTime(), component.covarianceAtTime());
    }

    /**
     * The conditional mean of the data; mu1 at t = 0 and x at t = 1, also for singular Sigma1.
     *
     * @equation E[x1 | x_t = x] = mu1 + t Sigma1 S_t^-1 (x - m_t) (the paper, 4.1 and B.1)
     * @param t the time, in [0, 1]
     * @param x the point, of length d
     * @return E[x1 | x_t = x], of length d
     * @throws InvalidArgumentException if t is outside [0, 1], or x has the wrong length or is not finite
     * @throws SingularCovarianceException if t is less than 1 and S_t is singular to working precision
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[] conditionalMean(double t, double[] x) {
        ComponentAtTime component = at(t);
        double[] point = Require.vector("point", x, source.dimension());
        return t == 1
                ? point
                : Require.finite("conditional mean", t, component.conditionalMean(point, component.residual(point)));
    }

    /**
     * The matrix of the drift; -I at t = 0 and I at t = 1. It is also the Jacobian of the velocity, at every point.
     *
     * @equation A(t) = (t Sigma1 - (1-t) Sigma0) S_t^-1 (the paper, 4.1.1)
     * @param t the time, in [0, 1]
     * @return A(t), d x d
     * @throws InvalidArgumentException if t is outside [0, 1]
     * @throws SingularCovarianceException if S_t is singular to working precision
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[][] driftMatrix(double t) {
        return Require.finite("drift matrix", t, at(t).driftMatrix());
    }

    /**
     * The velocity; mu1 - x at t = 0 and x - mu0 at t = 1, also for singular Sigma1 (see {@link MixtureAtTime#velocity}).
     *
     * @equation v(x, t) = E[x1 - x0 | x_t = x] = mu1 - mu0 + A(t)(x - m_t) (the paper, (1) and 4.1.1)
     * @param t the time, in [0, 1]
     * @param x the point, of length d
     * @return v(x, t), of length d
     * @throws InvalidArgumentException if t is outside [0, 1], or x has the wrong length or is not finite
     * @throws SingularCovarianceException if t is less than 1 and S_t is singular to working precision
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[] velocity(double t, double[] x) {
        ComponentAtTime component = at(t);
        double[] point = Require.vector("point", x, source.dimension());
        double[] velocity =
                t == 1 ? Matrices.subtract(point, source.mean()) : component.drift(point, component.residual(point));
        return Require.finite("velocity", t, velocity);
    }

    /**
     * The Jacobian of the flow map, dx_t/dx_0, which solves dY/dt = A(t) Y, Y(0) = I. For
     * Sigma0 = I it is ((1-t)^2 I + t^2 Sigma1)^(1/2). It exists for singular Sigma1 too.
     *
     * @equation Y(t) = W diag(sqrt((1-t)^2 + t^2 lambda)) W^-1 (the paper, B.2, there for Sigma0 = I)
     * @param t the time, in [0, 1]
     * @return Y(t), d x d; symmetric only where Sigma0 and Sigma1 commute
     * @throws InvalidArgumentException if t is outside [0, 1]
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[][] flowMapJacobian(double t) {
        double[] root = diagonalization.variances(t);
        for (int i = 0; i < root.length; i++) {
            root[i] = Math.sqrt(root[i]);
        }
        return Require.finite("flow map", t, diagonalization.conjugate(root));
    }

    /**
     * The flow map: the solution at t of dx/dt = v(x, t) from x0.
     *
     * @equation x_t = m_t + Y(t)(x0 - mu0) (the paper, B.2, there for mu = 0)
     * @param t the time, in [0, 1]
     * @param x0 the starting point, of length d
     * @return x_t, of length d
     * @throws InvalidArgumentException if t is outside [0, 1], or x0 has the wrong length or is not finite
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[] flowMap(double t, double[] x0) {
        double[] point = Require.vector("starting point", x0, source.dimension());
        double[] displacement = Matrices.multiply(flowMapJacobian(t), Matrices.subtract(point, source.mean()));
        return Require.finite("flow map", t, Matrices.combine(1, at(t).meanAtTime(), 1, displacement));
    }

    /**
     * The covariance of the response at t to a perturbation epsilon z of x0, z ~ N(0, I). Only for Sigma0 = I is it the scaled push-forward
     * covariance S_t.
     *
     * @equation Cov(delta x_t) = epsilon^2 Y(t) Y(t)^T (the paper, 5.2)
     * @param t the time, in [0, 1]
     * @param epsilon the size of the perturbation
     * @return Cov(delta x_t), d x d
     * @throws InvalidArgumentException if t is outside [0, 1]
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[][] wiggleCovariance(double t, double epsilon) {
        double[][] scaled = Matrices.scale(epsilon, flowMapJacobian(t));
        return Require.finite("wiggle covariance", t, Matrices.multiply(scaled, Matrices.transpose(scaled)));
    }

    /**
     * The covariance that 4.2 gives for the response. It is the covariance of delta x-dot for a perturbation z ~ N(0, I)
     * of x_t itself, and not that of delta x_t.
     *
     * @equation A(t) A(t)^T (the paper, 4.2)
     * @param t the time, in [0, 1]
     * @return A(t) A(t)^T, d x d
     * @throws InvalidArgumentException if t is outside [0, 1]
     * @throws SingularCovarianceException if S_t is singular to working precision
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[][] wiggleCovarianceAsPrinted(double t) {
        double[][] a = driftMatrix(t);
        return Require.finite("printed wiggle covariance", t, Matrices.multiply(a, Matrices.transpose(a)));
    }

    /**
     * The least value of the flow-matching loss of 3.1, attained by the velocity itself: the integral over t of
     * tr Cov[x1 - x0 | x_t] = (pi/2) sum_i sqrt(lambda_i) |w_i|^2, with w_i the columns of W; (pi/2) tr Sigma1^(1/2) for Sigma0 = I.
     *
     * @return the loss floor, summed over dimensions
     */
    public double lossFloor() {
        double[][] w = diagonalization.w();
        double[] lambda = diagonalization.eigenvalues();
        double sum = 0;
        for (double[] row : w) {
            for (int i = 0; i < row.length; i++) {
                sum += Math.sqrt(lambda[i]) * row[i] * row[i];
            }
        }
        return Math.PI / 2 * sum;
    }

    /**
     * The least value of the loss E |g(t, x_t) - x1|^2 of a network g, attained by g = E[x1 | x_t]: the integral over t
     * of tr Cov[x1 | x_t] = sum_i f(lambda_i) |w_i|^2 with f(l) = l/(1+l) - (l/(1+l))^2 (ln l + (1-l) pi / (2 sqrt(l))) and f(0) = 0;
     * 1/2 for each dimension where Sigma0 = Sigma1 = I.
     *
     * @equation f(l) = integral from 0 to 1 of l (1-t)^2 / ((1-t)^2 + t^2 l) dt
     * @return the loss floor, summed over dimensions
     */
    public double targetLossFloor() {
        double[][] w = diagonalization.w();
        double[] lambda = diagonalization.eigenvalues();
        double sum = 0;
        for (int i = 0; i < lambda.length; i++) {
            double floor = targetLossFloor(lambda[i]);
            for (double[] row : w) {
                sum += floor * row[i] * row[i];
            }
        }
        return sum;
    }

    private static double targetLossFloor(double lambda) {
        if (lambda == 0) {
            return 0;
        }
        double part = lambda / (1 + lambda);
        return part - part * part * (StrictMath.log(lambda) + (1 - lambda) * Math.PI / (2 * Math.sqrt(lambda)));
    }

    private ComponentAtTime at(double t) {
        Require.time(t);
        return new ComponentAtTime(t, 0, source, target);
    }
}
