package dualflow.closedform;

/**
 * A Gaussian N(mu, Sigma) in d dimensions. Its covariance is checked once: square, finite, symmetric to within {@value #TOLERANCE} of its
 * largest entry (and then made exactly symmetric), positive semidefinite to within {@value #TOLERANCE} of its largest eigenvalue. It may
 * be singular, down to the point mass Sigma = 0. Immutable.
 */
public final class Gaussian {

    /** How far, relative to its size, a covariance may be from symmetric and from positive semidefinite. */
    public static final double TOLERANCE = 1e-12;

    private final double[] mean;
    private final double[][] covariance;

    /**
     * The Gaussian of a mean and a covariance.
     *
     * @param mean mu, d finite numbers, d at least 1
     * @param covariance Sigma, d x d
     * @throws InvalidArgumentException if the mean is empty or not finite
     * @throws InvalidCovarianceException if the covariance is not square of size d, not finite, not symmetric or not positive
     *     semidefinite
     */
    public Gaussian(double[] mean, double[][] covariance) {
        if (mean.length == 0) {
            throw new InvalidArgumentException("The mean has no coordinates; give at least one.");
        }
        this.mean = Require.vector("mean", mean, mean.length);
        this.covariance = Require.covariance("covariance", covariance, mean.length);
    }

    /**
     * The standard Gaussian N(0, I).
     *
     * @param dimension d, at least 1
     * @return N(0, I) in d dimensions
     * @throws InvalidArgumentException if the dimension is less than 1
     */
    public static Gaussian standard(int dimension) {
        return new Gaussian(new double[Math.max(dimension, 0)], Matrices.identity(Math.max(dimension, 0)));
    }

    /**
     * The number of dimensions.
     *
     * @return d
     */
    public int dimension() {
        return mean.length;
    }

    /**
     * The mean.
     *
     * @return mu, a new array
     */
    public double[] mean() {
        return mean.clone();
    }

    /**
     * The covariance, exactly symmetric.
     *
     * @return Sigma, a new array
     */
    public double[][] covariance() {
        return Matrices.copy(covariance);
    }

    @Override
    public String toString() {
        return "Gaussian in " + mean.length + " dimensions";
    }
}
