package dualflow.closedform;

/** Dependence in a Gaussian: correlations, partial correlations, and the covariance of N(0, I) under linear constraints. */
public final class GaussianDependence {

    private GaussianDependence() {}

    /**
     * The correlation matrix, Corr_ij = Sigma_ij / sqrt(Sigma_ii Sigma_jj).
     *
     * @param covariance Sigma, d x d, with positive diagonal
     * @return the correlations, d x d, with ones on the diagonal
     * @throws InvalidCovarianceException if Sigma is not a covariance, or a variance is zero, so that its correlations are undefined
     */
    public static double[][] correlation(double[][] covariance) {
        return normalized(Require.covariance("covariance", covariance, covariance.length), 1);
    }

    /**
     * The partial correlations, each given all other coordinates: -P_ij / sqrt(P_ii P_jj) with the precision P = Sigma^-1.
     *
     * @param covariance Sigma, d x d, positive definite
     * @return the partial correlations, d x d, with ones on the diagonal
     * @throws InvalidCovarianceException if Sigma is not a covariance
     * @throws SingularCovarianceException if Sigma is singular to working precision
     * @throws NumericalOverflowException if the precision is beyond the range of double
     */
    public static double[][] partialCorrelation(double[][] covariance) {
        double[][] checked = Require.covariance("covariance", covariance, covariance.length);
        CholeskyFactor factor = CholeskyFactor.of(checked)
                .orElseThrow(() -> new SingularCovarianceException(
                        "The covariance",
                        SymmetricEigen.conditionNumber(checked),
                        "leave out the coordinates that others determine"));
        double[][] precision = factor.solveRight(Matrices.identity(checked.length));
        return normalized(Require.finite("precision matrix", Matrices.symmetrize(precision)), -1);
    }

    /**
     * The covariance of z ~ N(0, I) given B z = 0 (or any other value of B z), I - B^T (B B^T)^-1 B: the projection that turns a
     * direction into one that moves no constrained output to first order.
     *
     * @param constraints B, m x d, with linearly independent rows
     * @return the projection, d x d
     * @throws InvalidArgumentException if B has no rows, or rows that are empty, of unequal length or not finite
     * @throws SingularCovarianceException if the rows are linearly dependent to working precision
     * @throws NumericalOverflowException if B B^T is beyond the range of double
     */
    public static double[][] constrainedCovariance(double[][] constraints) {
        if (constraints.length == 0 || constraints[0].length == 0) {
            throw new InvalidArgumentException("The constraints have no entries; give at least one row.");
        }
        int d = constraints[0].length;
        double[][] b = new double[constraints.length][];
        for (int i = 0; i < b.length; i++) {
            b[i] = Require.vector("constraint " + i, constraints[i], d);
        }
        double[][] gram = Require.finite("matrix B B^T", Matrices.multiply(b, Matrices.transpose(b)));
        CholeskyFactor factor = CholeskyFactor.of(gram)
                .orElseThrow(() -> new SingularCovarianceException(
                        "The matrix B B^T of the constraints",
                        SymmetricEigen.conditionNumber(gram),
                        "leave out the rows that others determine"));
        double[][] projection = Matrices.identity(d);
        for (int i = 0; i < d; i++) {
            double[] column = new double[b.length];
            for (int k = 0; k < b.length; k++) {
                column[k] = b[k][i];
            }
            double[] solution = factor.solve(column);
            for (int k = 0; k < b.length; k++) {
                Matrices.addScaled(projection[i], -solution[k], b[k]);
            }
        }
        return Require.finite("constrained covariance", Matrices.symmetrize(projection));
    }

    /**
     * The covariance of x ~ N(0, Sigma) given that one coordinate lies in a slab, |x_k| &lt; tau sqrt(Sigma_kk). Given x_k the others keep their
     * conditional covariance, so only the variance of x_k shrinks, to that of a truncated normal: Sigma - (1 - v) Sigma_k Sigma_k^T / Sigma_kk
     * with v = 1 - 2 tau phi(tau) / (2 Phi(tau) - 1).
     *
     * @param covariance Sigma, d x d
     * @param k the coordinate
     * @param tau half the slab's width, in standard deviations
     * @return the covariance, d x d
     * @throws InvalidCovarianceException if Sigma is not a covariance, or the variance of the coordinate is zero
     * @throws InvalidArgumentException if tau is not positive
     */
    public static double[][] slabCovariance(double[][] covariance, int k, double tau) {
        double[][] s = Require.covariance("covariance", covariance, covariance.length);
        if (!(tau > 0)) {
            throw new InvalidArgumentException("A slab has a positive width, not " + tau + ".");
        }
        if (!(s[k][k] > 0)) {
            throw new InvalidCovarianceException("The variance of coordinate " + k
                    + " is zero, so there is no slab in its standard deviations; leave it out.");
        }
        return withVarianceLeft(s, k, TruncatedNormal.variance(tau));
    }

    /**
     * The covariance when a coordinate keeps a share of its variance and the others, given it, their law.
     *
     * @equation Sigma - (1 - r) Sigma_k Sigma_k^T / Sigma_kk
     * @param covariance Sigma, d x d, with Sigma_kk positive; not checked
     * @param k the coordinate
     * @param share r, the share that is left of Sigma_kk; 0 gives the conditional covariance
     * @return the covariance, d x d
     */
    public static double[][] withVarianceLeft(double[][] covariance, int k, double share) {
        int d = covariance.length;
        double[][] left = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                left[i][j] = covariance[i][j] - covariance[i][k] * covariance[k][j] / covariance[k][k] * (1 - share);
            }
        }
        return left;
    }

    private static double[][] normalized(double[][] s, int sign) {
        double[][] normalized = new double[s.length][s.length];
        for (int i = 0; i < s.length; i++) {
            if (!(s[i][i] > 0)) {
                throw new InvalidCovarianceException("The variance of coordinate " + i
                        + " is zero, so its correlations are undefined; leave it out.");
            }
        }
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                normalized[i][j] = i == j ? 1 : sign * s[i][j] / (Math.sqrt(s[i][i]) * Math.sqrt(s[j][j]));
            }
        }
        return normalized;
    }
}
