package dualflow.jacobian;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** A matrix A of m rows and d columns that is known by its products alone. */
public interface LinearOperator {
    /**
     * The number of columns.
     *
     * @return d
     */
    int inputs();

    /**
     * The number of rows.
     *
     * @return m
     */
    int outputs();

    /**
     * The products with k vectors.
     *
     * @param vectors v, k rows of d numbers; not modified
     * @return A v, k rows of m numbers
     */
    double[][] apply(double[][] vectors);

    /**
     * The products of the transposed matrix with k vectors.
     *
     * @param vectors w, k rows of m numbers; not modified
     * @return A^T w, k rows of d numbers
     */
    double[][] applyTranspose(double[][] vectors);

    /**
     * A matrix whose entries are known.
     *
     * @param entries A, m rows of d numbers; not modified
     * @return the operator
     */
    static LinearOperator of(double[][] entries) {
        RealMatrix a = new Array2DRowRealMatrix(entries);
        return new LinearOperator() {
            @Override
            public int inputs() {
                return a.getColumnDimension();
            }

            @Override
            public int outputs() {
                return a.getRowDimension();
            }

            @Override
            public double[][] apply(double[][] vectors) {
                return new Array2DRowRealMatrix(vectors, false)
                        .multiply(a.transpose())
                        .getData();
            }

            @Override
            public double[][] applyTranspose(double[][] vectors) {
                return new Array2DRowRealMatrix(vectors, false).multiply(a).getData();
            }
        };
    }
}
