package dualflow.closedform;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The eigen-decomposition S = V diag(lambda) V^T of a symmetric matrix, lambda descending. Each lambda is accurate to about 1e-16 times the
 * largest magnitude, so that small ones lose relative accuracy in proportion to the condition number.
 */
final class SymmetricEigen {

    private final double[] values;
    private final double[][] vectors;

    private SymmetricEigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /** Decomposes a finite matrix that is symmetric up to rounding. */
    static SymmetricEigen of(double[][] s) {
        // Commons Math squares entries on the way: scaling by a power of two keeps them near one, exactly.
        int exponent = Math.getExponent(Math.max(Matrices.maxNorm(s), Double.MIN_NORMAL));
        double[][] scaled = Matrices.symmetrize(s);
        for (double[] row : scaled) {
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.scalb(row[j], -exponent);
            }
        }
        try {
            EigenDecomposition decomposition = new EigenDecomposition(new Array2DRowRealMatrix(scaled, false));
            double[] values = decomposition.getRealEigenvalues();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.scalb(values[i], exponent);
            }
            return new SymmetricEigen(values, decomposition.getV().getData());
        } catch (MaxCountExceededException e) {
            throw new NumericalOverflowException(
                    "The eigenvalues of a " + s.length + " x " + s.length + " matrix were not found; rescale it.");
        }
    }

    /** The ratio of the largest to the smallest eigenvalue; infinite where the smallest is not positive. */
    static double conditionNumber(double[][] s) {
        for (double[] row : s) {
            for (double value : row) {
                if (!Double.isFinite(value)) {
                    return Double.POSITIVE_INFINITY;
                }
            }
        }
        return of(s).conditionNumber();
    }

    double conditionNumber() {
        return smallest() > 0 ? largest() / smallest() : Double.POSITIVE_INFINITY;
    }

    double largest() {
        return values[0];
    }

    double smallest() {
        return values[values.length - 1];
    }

    double[] values() {
        return values.clone();
    }

    double[][] vectors() {
        return Matrices.copy(vectors);
    }

    /** V diag(f(lambda)) V^T, exactly symmetric. */
    double[][] map(DoubleUnaryOperator f) {
        double[] mapped = new double[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = f.applyAsDouble(values[i]);
        }
        return Matrices.symmetrize(Matrices.multiply(vectors, mapped, Matrices.transpose(vectors)));
    }
}
