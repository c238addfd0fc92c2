package dualflow.closedform;

import java.util.Locale;

/** Checks of arguments and results. */
final class Require {

    private Require() {}

    static void time(double t) {
        if (!(t >= 0 && t <= 1)) {
            throw new InvalidArgumentException("The time t = " + t + " is outside [0, 1].");
        }
    }

    /** A copy of a finite vector of the right length. */
    static double[] vector(String name, double[] x, int dimension) {
        if (x.length != dimension) {
            throw new InvalidArgumentException(
                    "The " + name + " has " + x.length + " coordinates where " + dimension + " are needed.");
        }
        for (int i = 0; i < dimension; i++) {
            if (!Double.isFinite(x[i])) {
                throw new InvalidArgumentException(
                        "The " + name + " has the value " + x[i] + " at index " + i + "; give finite numbers.");
            }
        }
        return x.clone();
    }

    /** A symmetric copy of a matrix that is square of size d, finite, and symmetric within {@link Gaussian#TOLERANCE}. */
    static double[][] symmetric(String name, double[][] a, int d) {
        if (d == 0) {
            throw new InvalidCovarianceException("The " + name + " has no rows; give at least one.");
        }
        if (a.length != d) {
            throw new InvalidCovarianceException(
                    "The " + name + " has " + a.length + " rows where " + d + " are needed.");
        }
        for (int i = 0; i < d; i++) {
            if (a[i].length != d) {
                throw new InvalidCovarianceException("The " + name + " is not square: row " + i + " has " + a[i].length
                        + " entries, not " + d + ".");
            }
            for (int j = 0; j < d; j++) {
                if (!Double.isFinite(a[i][j])) {
                    throw new InvalidCovarianceException("The " + name + " has the value " + a[i][j] + " at row " + i
                            + ", column " + j + "; give finite numbers.");
                }
            }
        }
        double norm = Matrices.maxNorm(a);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                if (!(Math.abs(a[i][j] - a[j][i]) <= Gaussian.TOLERANCE * norm)) {
                    throw new InvalidCovarianceException("The " + name + " is not symmetric: row " + i + ", column " + j
                            + " is " + a[i][j] + " but row " + j + ", column " + i + " is " + a[j][i] + ".");
                }
            }
        }
        return Matrices.symmetrize(a);
    }

    /** A symmetric copy that is positive semidefinite within {@link Gaussian#TOLERANCE} as well. */
    static double[][] covariance(String name, double[][] a, int d) {
        double[][] symmetric = symmetric(name, a, d);
        if (CholeskyFactor.of(symmetric).isEmpty()) {
            SymmetricEigen eigen = SymmetricEigen.of(symmetric);
            if (!(eigen.smallest() >= -Gaussian.TOLERANCE * Math.max(eigen.largest(), 0))) {
                throw new InvalidCovarianceException(String.format(
                        Locale.ROOT,
                        "The %s is not positive semidefinite: its eigenvalues go from %.3g to %.3g.",
                        name,
                        eigen.smallest(),
                        eigen.largest()));
            }
        }
        return symmetric;
    }

    static double[] finite(String quantity, double t, double[] result) {
        for (double value : result) {
            finite(quantity, t, value);
        }
        return result;
    }

    static double[][] finite(String quantity, double t, double[][] result) {
        for (double[] row : result) {
            finite(quantity, t, row);
        }
        return result;
    }

    static double finite(String quantity, double t, double result) {
        if (!Double.isFinite(result)) {
            throw overflow(quantity + " at t = " + t);
        }
        return result;
    }

    static double[][] finite(String quantity, double[][] result) {
        for (double[] row : result) {
            for (double value : row) {
                if (!Double.isFinite(value)) {
                    throw overflow(quantity);
                }
            }
        }
        return result;
    }

    private static NumericalOverflowException overflow(String quantity) {
        return new NumericalOverflowException("The " + quantity
                + " is beyond the range of double; bring the point and the covariances closer to one scale.");
    }
}
