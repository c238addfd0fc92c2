package dualflow.closedform;

/**
 * Functions of symmetric matrices by eigen-decomposition, f(S) = V diag(f(lambda)) V^T for S = V diag(lambda) V^T. An argument must be
 * square, finite and symmetric to within {@value Gaussian#TOLERANCE} of its largest entry; results are exactly symmetric.
 */
public final class SymmetricMatrix {

    /**
     * The largest condition number that {@link #log} and {@link #inverseSqrt} accept. An eigenvalue is accurate to about 1e-16 times the largest
     * one, so at this condition number the logarithm of the smallest is still accurate to about 1e-4.
     */
    public static final double MAX_CONDITION = 1e12;

    private SymmetricMatrix() {}

    /**
     * The square root: the positive semidefinite R with R R = S.
     *
     * @param s S, d x d, positive semidefinite
     * @return R, d x d
     * @throws InvalidCovarianceException if S is not square, finite, symmetric and positive semidefinite
     */
    public static double[][] sqrt(double[][] s) {
        return eigenOfCovariance(s).map(lambda -> Math.sqrt(Math.max(lambda, 0)));
    }

    /**
     * The inverse of the square root, R^-1 with R R = S.
     *
     * @param s S, d x d, positive definite
     * @return R^-1, d x d
     * @throws InvalidCovarianceException if S is not square, finite, symmetric and positive semidefinite
     * @throws SingularCovarianceException if the condition number of S is above {@link #MAX_CONDITION}
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public static double[][] inverseSqrt(double[][] s) {
        return Require.finite(
                "inverse square root", wellConditioned("matrix", s).map(lambda -> 1 / Math.sqrt(lambda)));
    }

    /**
     * The logarithm: the symmetric L with e^L = S.
     *
     * @param s S, d x d, positive definite
     * @return L, d x d
     * @throws InvalidCovarianceException if S is not square, finite, symmetric and positive semidefinite
     * @throws SingularCovarianceException if the condition number of S is above {@link #MAX_CONDITION}
     */
    public static double[][] log(double[][] s) {
        return wellConditioned("matrix", s).map(StrictMath::log);
    }

    /**
     * The exponential, e^S.
     *
     * @param s S, d x d, symmetric
     * @return e^S, d x d, positive definite
     * @throws InvalidCovarianceException if S is not square, finite and symmetric
     * @throws NumericalOverflowException if the result is beyond the range of double
     */
    public static double[][] exp(double[][] s) {
        return Require.finite(
                "exponential",
                SymmetricEigen.of(Require.symmetric("matrix", s, s.length)).map(StrictMath::exp));
    }

    private static SymmetricEigen eigenOfCovariance(double[][] s) {
        return SymmetricEigen.of(Require.covariance("matrix", s, s.length));
    }

    /** The decomposition of a matrix whose condition number is at most {@link #MAX_CONDITION}. */
    static SymmetricEigen wellConditioned(String name, double[][] s) {
        SymmetricEigen eigen = eigenOfCovariance(s);
        if (!(eigen.conditionNumber() <= MAX_CONDITION)) {
            throw new SingularCovarianceException(
                    "The " + name,
                    eigen.conditionNumber(),
                    "this needs " + MAX_CONDITION + " at most, so add to its diagonal");
        }
        return eigen;
    }
}
