package dualflow.closedform;

/**
 * The decomposition Sigma0 = W W^T, Sigma1 = W diag(lambda) W^T of two covariances by one matrix: W = L Q with L the Cholesky factor
 * of Sigma0 and Q, lambda from the eigen-decomposition of L^-1 Sigma1 L^-T. In the coordinates W^-1 x the flow between the two
 * Gaussians decouples into scalar flows from variance 1 to variance lambda_i. Immutable.
 */
public final class SimultaneousDiagonalization {

    private final double[][] w;
    private final double[][] inverse;
    private final double[] lambda;

    private SimultaneousDiagonalization(double[][] w, double[][] inverse, double[] lambda) {
        this.w = w;
        this.inverse = inverse;
        this.lambda = lambda;
    }

    /**
     * Decomposes two covariances.
     *
     * @param sigma0 Sigma0, d x d, positive definite
     * @param sigma1 Sigma1, d x d, positive semidefinite
     * @return the decomposition
     * @throws InvalidCovarianceException if either is not a covariance, or their sizes differ
     * @throws SingularCovarianceException if Sigma0 is singular to working precision
     * @throws NumericalOverflowException if the decomposition is beyond the range of double
     */
    public static SimultaneousDiagonalization of(double[][] sigma0, double[][] sigma1) {
        return ofChecked(
                Require.covariance("source covariance", sigma0, sigma0.length),
                Require.covariance("target covariance", sigma1, sigma0.length));
    }

    /** Decomposes two covariances that were checked before; in many dimensions the check costs as much as the rest. */
    static SimultaneousDiagonalization ofChecked(double[][] sigma0, double[][] sigma1) {
        double[][] lower = sourceFactor(sigma0).lower();
        double[][] lowerInverse = invertLower(lower);
        double[][] whitened = Require.finite(
                "whitened target covariance",
                Matrices.multiply(Matrices.multiply(lowerInverse, sigma1), Matrices.transpose(lowerInverse)));
        SymmetricEigen eigen = SymmetricEigen.of(whitened);
        double[] lambda = eigen.values();
        for (int i = 0; i < lambda.length; i++) {
            lambda[i] = Math.max(lambda[i], 0); // a negative value is rounding: Sigma1 is positive semidefinite
        }
        return new SimultaneousDiagonalization(
                Matrices.multiply(lower, eigen.vectors()),
                Matrices.multiply(Matrices.transpose(eigen.vectors()), lowerInverse),
                lambda);
    }

    /**
     * The number of dimensions.
     *
     * @return d
     */
    public int dimension() {
        return lambda.length;
    }

    /**
     * The matrix W; column i is the direction of the i-th scalar flow.
     *
     * @return W, d x d, a new array
     */
    public double[][] w() {
        return Matrices.copy(w);
    }

    /**
     * The inverse of W.
     *
     * @return W^-1, d x d, a new array
     */
    public double[][] inverse() {
        return Matrices.copy(inverse);
    }

    /**
     * The variances lambda of the scalar targets, the generalised eigenvalues of (Sigma1, Sigma0), descending; at least 0.
     *
     * @return lambda, of length d, a new array
     */
    public double[] eigenvalues() {
        return lambda.clone();
    }

    /**
     * The variances of the scalar flows, s_i(t) = (1-t)^2 + t^2 lambda_i, so that S_t = W diag(s) W^T.
     *
     * @param t the time, in [0, 1]
     * @return s(t), of length d
     * @throws InvalidArgumentException if t is outside [0, 1]
     */
    public double[] variances(double t) {
        Require.time(t);
        double[] variances = new double[lambda.length];
        for (int i = 0; i < lambda.length; i++) {
            variances[i] = (1 - t) * (1 - t) + t * t * lambda[i];
        }
        return Require.finite("variance", t, variances);
    }

    /**
     * The rates of the scalar flows, a_i(t) = (t lambda_i - (1-t)) / s_i(t), so that A(t) = W diag(a) W^-1.
     *
     * @param t the time, in [0, 1]
     * @return a(t), of length d
     * @throws InvalidArgumentException if t is outside [0, 1]
     * @throws SingularCovarianceException if an s_i(t) is not above the rounding error of lambda
     */
    public double[] rates(double t) {
        double[] rates = variances(t);
        double rounding = t * t * lambda[0] * lambda.length * Math.ulp(1.0);
        for (int i = 0; i < rates.length; i++) {
            if (!(rates[i] > rounding)) {
                throw new SingularCovarianceException(
                        "The covariance S_t at t = " + t,
                        rates[i] > 0 ? variances(t)[0] / rates[i] : Double.POSITIVE_INFINITY,
                        "take t further from 1 or add to the diagonal of the target's covariance");
            }
            rates[i] = (t * lambda[i] - (1 - t)) / rates[i];
        }
        return Require.finite("rate", t, rates);
    }

    /** W diag(f) W^-1. */
    double[][] conjugate(double[] f) {
        return Matrices.multiply(w, f, inverse);
    }

    /** The Cholesky factor of a source's covariance. */
    static CholeskyFactor sourceFactor(double[][] sigma0) {
        return CholeskyFactor.of(sigma0)
                .orElseThrow(() -> new SingularCovarianceException(
                        "The source covariance Sigma0",
                        SymmetricEigen.conditionNumber(sigma0),
                        "the source must have a density, so add to its diagonal"));
    }

    private static double[][] invertLower(double[][] lower) {
        int d = lower.length;
        double[][] inverse = new double[d][d];
        for (int i = 0; i < d; i++) {
            inverse[i][i] = 1;
            for (int k = 0; k < i; k++) {
                Matrices.addScaled(inverse[i], -lower[i][k], inverse[k]);
            }
            for (int j = 0; j <= i; j++) {
                inverse[i][j] /= lower[i][i];
            }
        }
        return inverse;
    }
}
