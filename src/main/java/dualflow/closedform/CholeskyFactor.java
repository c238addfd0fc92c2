package dualflow.closedform;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/**
 * The Cholesky decomposition S = D^-1 (L L^T) D^-1 of a positive definite matrix, with the diagonal matrix D of powers of two
 * that brings the diagonal of L L^T into [1, 4). The scaling is exact, and it makes "singular to working precision" a statement
 * about the matrix's correlations and not about its units: diag(1, 1e-30) is far from singular.
 */
final class CholeskyFactor {

    private final double[] scale;
    private final CholeskyDecomposition decomposition;

    private CholeskyFactor(double[] scale, CholeskyDecomposition decomposition) {
        this.scale = scale;
        this.decomposition = decomposition;
    }

    /**
     * The factor of a symmetric matrix, or nothing where a pivot is not above the rounding error of the elimination.
     */
    static Optional<CholeskyFactor> of(double[][] s) {
        int d = s.length;
        double[] scale = new double[d];
        for (int i = 0; i < d; i++) {
            if (!(s[i][i] >= Double.MIN_NORMAL && s[i][i] <= Double.MAX_VALUE)) {
                return Optional.empty();
            }
            scale[i] = Math.scalb(1.0, -Math.floorDiv(Math.getExponent(s[i][i]), 2));
        }
        double[][] scaled = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                scaled[i][j] = s[i][j] * scale[i] * scale[j];
                if (!(Math.abs(scaled[i][j]) < 4)) { // infinite, or not a covariance: |s_ij| > sqrt(s_ii s_jj)
                    return Optional.empty();
                }
            }
        }
        try {
            double smallestPivot = 4 * d * Math.ulp(1.0);
            return Optional.of(new CholeskyFactor(
                    scale,
                    new CholeskyDecomposition(
                            new Array2DRowRealMatrix(scaled, false),
                            CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD,
                            smallestPivot)));
        } catch (NonPositiveDefiniteMatrixException e) {
            return Optional.empty();
        }
    }

    /** S^-1 b. */
    double[] solve(double[] b) {
        double[] scaled = new double[b.length];
        for (int i = 0; i < b.length; i++) {
            scaled[i] = scale[i] * b[i];
        }
        double[] solution = decomposition
                .getSolver()
                .solve(new ArrayRealVector(scaled, false))
                .toArray();
        for (int i = 0; i < b.length; i++) {
            solution[i] *= scale[i];
        }
        return solution;
    }

    /** B S^-1 for a row-major B. */
    double[][] solveRight(double[][] b) {
        double[][] solution = new double[b.length][];
        for (int i = 0; i < b.length; i++) {
            solution[i] = solve(b[i]); // S is symmetric: row i of B S^-1 is S^-1 times row i of B
        }
        return solution;
    }

    /** The lower triangular G with S = G G^T. */
    double[][] lower() {
        double[][] lower = decomposition.getL().getData();
        for (int i = 0; i < lower.length; i++) {
            for (int j = 0; j <= i; j++) {
                lower[i][j] /= scale[i];
            }
        }
        return lower;
    }

    /** log det S. */
    double logDeterminant() {
        double[][] lower = decomposition.getL().getData();
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += StrictMath.log(lower[i][i]) - StrictMath.log(scale[i]);
        }
        return 2 * sum;
    }
}
