package dualflow.jacobian;

import dualflow.random.Draws;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The leading singular values and vectors of a matrix A, by products with A and A^T alone: N. Halko, P. G. Martinsson and J. A. Tropp, "Finding
 * structure with randomness", SIAM Review 2011, algorithms 4.4 (range finder by subspace iteration) and 5.1.
 *
 * <pre>
 *   Q = orth(A Omega), Omega of l Gaussian columns;   q times: Q = orth(A orth(A^T Q));   Q^T A = U S V^T;   A ~ (Q U) S V^T
 * </pre>
 *
 * <p>For l = k + p probes the mean error of the range is |A - Q Q^T A| at most (1 + sqrt(k/(p - 1))) s_{k+1} + e sqrt(k + p)/p (sum_{j>k} s_j^2)^{1/2}
 * without power steps (their theorem 10.6); each power step takes the ratios s_j/s_k to the second power more.
 *
 * @param values the singular values, descending
 * @param left the left singular vectors, k rows of m numbers
 * @param right the right singular vectors, k rows of d numbers; of each the component of greatest size is positive
 * @param products the number of products with A or A^T that it took
 */
public record RandomizedSvd(double[] values, double[][] left, double[][] right, int products) {
    /** Directions whose singular value is below this fraction of the largest are rounding. */
    private static final double NONE = 1e-14;

    /**
     * Finds them.
     *
     * @param a the matrix
     * @param rank k, the number of singular values
     * @param probes l, at least k
     * @param power q, the number of power steps
     * @param draws the source of Omega
     * @return the result; fewer than k values where the matrix has a lower rank
     * @throws IllegalArgumentException if the numbers are out of range
     */
    public static RandomizedSvd of(LinearOperator a, int rank, int probes, int power, Draws draws) {
        int most = Math.min(a.inputs(), a.outputs());
        if (rank < 1 || probes < rank || probes > most) {
            throw new IllegalArgumentException("rank and probes are " + rank + " and " + probes
                    + "; the rank is 1 or more, and the probes at least as many and at most " + most);
        }
        if (power < 0) {
            throw new IllegalArgumentException("the number of power steps is " + power + "; give 0 or more");
        }
        double[] omega = draws.normals(Draws.stream("range finder"), 0, Math.multiplyExact(probes, a.inputs()));
        double[][] start = new double[probes][a.inputs()];
        for (int i = 0; i < probes; i++) {
            System.arraycopy(omega, i * a.inputs(), start[i], 0, a.inputs());
        }
        int products = probes;
        double[][] range = orthonormal(a.apply(start));
        if (range.length == 0) {
            return new RandomizedSvd(new double[0], new double[0][], new double[0][], products);
        }
        for (int k = 0; k < power; k++) {
            double[][] rows = orthonormal(a.applyTranspose(range));
            products += range.length + rows.length;
            range = orthonormal(a.apply(rows));
        }
        products += range.length;
        return of(range, a.applyTranspose(range), rank, products);
    }

    private static RandomizedSvd of(double[][] range, double[][] projected, int rank, int products) {
        SingularValueDecomposition svd =
                new SingularValueDecomposition(new Array2DRowRealMatrix(projected, false)); // Q^T A
        int kept = Math.min(rank, range.length);
        double[] values = new double[kept];
        double[][] left = new double[kept][];
        double[][] right = new double[kept][];
        RealMatrix basis = new Array2DRowRealMatrix(range, false);
        for (int i = 0; i < kept; i++) {
            values[i] = svd.getSingularValues()[i];
            right[i] = svd.getV().getColumn(i);
            double sign = sign(right[i]);
            left[i] = scaled(basis.preMultiply(svd.getU().getColumn(i)), sign);
            right[i] = scaled(right[i], sign);
        }
        return new RandomizedSvd(values, left, right, products);
    }

    /** Orthonormal rows that span the given ones; fewer where these depend on each other. */
    static double[][] orthonormal(double[][] rows) {
        SingularValueDecomposition svd = new SingularValueDecomposition(new Array2DRowRealMatrix(rows, false));
        double[] values = svd.getSingularValues();
        int kept = 0;
        while (kept < values.length && values[kept] > NONE * values[0]) {
            kept++;
        }
        double[][] basis = new double[kept][];
        for (int i = 0; i < kept; i++) {
            basis[i] = svd.getV().getColumn(i);
        }
        return basis;
    }

    private static double sign(double[] vector) {
        double largest = 0;
        for (double x : vector) {
            largest = Math.abs(x) > Math.abs(largest) ? x : largest;
        }
        return largest < 0 ? -1 : 1;
    }

    private static double[] scaled(double[] vector, double by) {
        double[] result = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            result[i] = by * vector[i];
        }
        return result;
    }
}
