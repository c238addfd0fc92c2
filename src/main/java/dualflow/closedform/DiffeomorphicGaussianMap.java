package dualflow.closedform;

/**
 * The diffeomorphism of section 5.2 that maps N(m0, Sigma0) to N(m1, Sigma1): phi_t(x0) = m(t) + e^(tL)(x0 - m0) with
 * m(t) = (1-t) m0 + t m1, L = log A and the symmetric positive definite
 * A = Sigma0^(-1/2) (Sigma0^(1/2) Sigma1 Sigma0^(1/2))^(1/2) Sigma0^(-1/2), for which A Sigma0 A = Sigma1.
 *
 * <p>Its endpoints are those of the {@link GaussianFlow}, but its path differs: e^(tL) is neither Y(t) of the flow nor the displacement
 * interpolation (1-t) I + t A of optimal transport (McCann). Both covariances must be positive definite. Immutable.
 */
public final class DiffeomorphicGaussianMap {

    private static final String MIDDLE = "matrix Sigma0^(1/2) Sigma1 Sigma0^(1/2)";

    private final Gaussian source;
    private final Gaussian target;
    private final double[][] matrix;
    private final double[][] logarithm;

    /**
     * The map between two Gaussians.
     *
     * @param source N(m0, Sigma0), Sigma0 positive definite
     * @param target N(m1, Sigma1), Sigma1 positive definite
     * @throws InvalidArgumentException if the dimensions differ
     * @throws SingularCovarianceException if the condition number of Sigma0, of Sigma0^(1/2) Sigma1 Sigma0^(1/2) or of A is above
     *     {@link SymmetricMatrix#MAX_CONDITION}
     * @throws NumericalOverflowException if A is beyond the range of double
     */
    public DiffeomorphicGaussianMap(Gaussian source, Gaussian target) {
        if (source.dimension() != target.dimension()) {
            throw new InvalidArgumentException("The source has " + source.dimension()
                    + " dimensions where the target has " + target.dimension() + ".");
        }
        this.source = source;
        this.target = target;
        double[][] root = SymmetricMatrix.sqrt(source.covariance());
        double[][] inverseRoot = SymmetricMatrix.inverseSqrt(source.covariance());
        double[][] middle = Require.finite(MIDDLE, sandwich(root, target.covariance()));
        this.matrix = Require.finite(
                "matrix A",
                sandwich(
                        inverseRoot,
                        SymmetricMatrix.wellConditioned(MIDDLE, middle).map(Math::sqrt)));
        this.logarithm = SymmetricMatrix.log(matrix);
    }

    /**
     * The matrix of phi_1.
     *
     * @return A, d x d, symmetric positive definite
     */
    public double[][] matrix() {
        return Matrices.copy(matrix);
    }

    /**
     * The generator of the map.
     *
     * @return L = log A, d x d, symmetric
     */
    public double[][] logarithm() {
        return Matrices.copy(logarithm);
    }

    /**
     * The map.
     *
     * @equation phi_t(x0) = m(t) + e^(tL)(x0 - m0) (the paper, 5.2)
     * @param t the time, in [0, 1]
     * @param x0 the starting point, of length d
     * @return phi_t(x0), of length d
     * @throws InvalidArgumentException if t is outside [0, 1], or x0 has the wrong length or is not finite
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[] map(double t, double[] x0) {
        return transported(t, x0, jacobian(t));
    }

    /**
     * The Jacobian of the map.
     *
     * @equation Y(t) = e^(tL) (the paper, 5.2)
     * @param t the time, in [0, 1]
     * @return Y(t), d x d, symmetric positive definite
     * @throws InvalidArgumentException if t is outside [0, 1]
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[][] jacobian(double t) {
        Require.time(t);
        return SymmetricMatrix.exp(Matrices.scale(t, logarithm));
    }

    /**
     * The determinant of the Jacobian.
     *
     * @equation det Y(t) = e^(t tr L) (the paper, 5.2)
     * @param t the time, in [0, 1]
     * @return det Y(t)
     * @throws InvalidArgumentException if t is outside [0, 1]
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double determinant(double t) {
        Require.time(t);
        return Require.finite("determinant", t, StrictMath.exp(t * Matrices.trace(logarithm)));
    }

    /**
     * The velocity that generates the map.
     *
     * @equation dx/dt = L (x - m(t)) + m1 - m0
     * @param t the time, in [0, 1]
     * @param x the point, of length d
     * @return dx/dt, of length d
     * @throws InvalidArgumentException if t is outside [0, 1], or x has the wrong length or is not finite
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[] velocity(double t, double[] x) {
        Require.time(t);
        double[] centred = Matrices.subtract(Require.vector("point", x, source.dimension()), mean(t));
        double[] rotation = Matrices.multiply(logarithm, centred);
        return Require.finite(
                "velocity", t, Matrices.combine(1, rotation, 1, Matrices.subtract(target.mean(), source.mean())));
    }

    /**
     * The covariance of phi_t(x0).
     *
     * @equation Sigma(t) = Y(t) Sigma0 Y(t)^T (the paper, 5.2)
     * @param t the time, in [0, 1]
     * @return Sigma(t), d x d
     * @throws InvalidArgumentException if t is outside [0, 1]
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[][] covariance(double t) {
        return Require.finite("covariance", t, sandwich(jacobian(t), source.covariance()));
    }

    /**
     * The Jacobian of the displacement interpolation (optimal transport, McCann).
     *
     * @equation (1-t) I + t A
     * @param t the time, in [0, 1]
     * @return the Jacobian, d x d, symmetric positive definite
     * @throws InvalidArgumentException if t is outside [0, 1]
     */
    public double[][] displacementJacobian(double t) {
        Require.time(t);
        return Matrices.combine(1 - t, Matrices.identity(source.dimension()), t, matrix);
    }

    /**
     * The displacement interpolation.
     *
     * @equation m(t) + ((1-t) I + t A)(x0 - m0)
     * @param t the time, in [0, 1]
     * @param x0 the starting point, of length d
     * @return the point at t, of length d
     * @throws InvalidArgumentException if t is outside [0, 1], or x0 has the wrong length or is not finite
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public double[] displacementMap(double t, double[] x0) {
        return transported(t, x0, displacementJacobian(t));
    }

    private double[] transported(double t, double[] x0, double[][] jacobian) {
        double[] centred = Matrices.subtract(Require.vector("starting point", x0, source.dimension()), source.mean());
        return Require.finite("map", t, Matrices.combine(1, mean(t), 1, Matrices.multiply(jacobian, centred)));
    }

    private double[] mean(double t) {
        return Matrices.combine(1 - t, source.mean(), t, target.mean());
    }

    /** B S B for symmetric B and S. */
    private static double[][] sandwich(double[][] b, double[][] s) {
        return Matrices.symmetrize(Matrices.multiply(Matrices.multiply(b, s), b));
    }
}
