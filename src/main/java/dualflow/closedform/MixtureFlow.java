package dualflow.closedform;

/**
 * The flow from a Gaussian source N(mu0, Sigma0) to a mixture of Gaussians sum_k pi_k N(mu_k, Sigma_k) (the paper, 4.1.2):
 * the optimal velocity field of flow matching with independent x0 and x1 in closed form. Sigma0 must be positive definite;
 * a Sigma_k may be singular (down to a data point, Sigma_k = 0), and then only what does not exist at t = 1 is refused there.
 * Immutable.
 */
public final class MixtureFlow {

    private final Gaussian source;
    private final GaussianMixture target;

    /**
     * The flow from a source to a target.
     *
     * @param source x0 ~ N(mu0, Sigma0), with Sigma0 positive definite
     * @param target the distribution of x1
     * @throws InvalidArgumentException if the dimensions differ
     * @throws SingularCovarianceException if Sigma0 is singular to working precision
     */
    public MixtureFlow(Gaussian source, GaussianMixture target) {
        if (source.dimension() != target.dimension()) {
            throw new InvalidArgumentException("The source has " + source.dimension()
                    + " dimensions where the target has " + target.dimension() + ".");
        }
        SimultaneousDiagonalization.sourceFactor(source.covariance());
        this.source = source;
        this.target = target;
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
     * @return the mixture
     */
    public GaussianMixture target() {
        return target;
    }

    /**
     * All formulas at one time; the covariances S_k(t) are factorised once, so that many points at one time cost little.
     *
     * @param t the time, in [0, 1]
     * @return the flow at time t
     * @throws InvalidArgumentException if t is outside [0, 1]
     */
    public MixtureAtTime at(double t) {
        return new MixtureAtTime(this, t);
    }

    /**
     * The velocity (3) at a time and a point, {@code at(t).velocity(x)}.
     *
     * @param t the time, in [0, 1]
     * @param x the point x_t, of length d
     * @return v(x, t), of length d
     * @throws InvalidArgumentException if t is outside [0, 1], or x has the wrong length or is not finite
     * @throws SingularCovarianceException if t is less than 1 and an S_k(t) is singular to working precision
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[] velocity(double t, double[] x) {
        return at(t).velocity(x);
    }

    /**
     * The Jacobian (4) of the velocity at a time and a point, {@code at(t).jacobian(x)}.
     *
     * @param t the time, in [0, 1]
     * @param x the point x_t, of length d
     * @return dv_i/dx_j, d x d
     * @throws InvalidArgumentException if t is outside [0, 1], or x has the wrong length or is not finite
     * @throws SingularCovarianceException if an S_k(t) is singular to working precision
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[][] jacobian(double t, double[] x) {
        return at(t).jacobian(x);
    }
}
