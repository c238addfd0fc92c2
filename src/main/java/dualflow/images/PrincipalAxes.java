package dualflow.images;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The eigenvalues and eigenvectors of a covariance, V diag(lambda) V^T.
 *
 * @param vectors V, [d][d], one eigenvector per column; not to be modified
 * @param values lambda, [d], non-negative; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // matrices on their way to a device; never compared
record PrincipalAxes(double[][] vectors, double[] values) {
    /** Decomposes a covariance; an eigenvalue below d unit roundoffs of the largest is set to 0. */
    static PrincipalAxes of(double[][] covariance) {
        if (covariance.length == 0) {
            return new PrincipalAxes(covariance, new double[0]);
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance));
        double[] values = eigen.getRealEigenvalues();
        double rounding = values.length * 0x1p-52 * Math.max(0, values[0]);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] > rounding ? values[i] : 0;
        }
        return new PrincipalAxes(eigen.getV().getData(), values);
    }

    /** V, row by row. */
    double[] flat() {
        int d = values.length;
        double[] flat = new double[d * d];
        for (int i = 0; i < d; i++) {
            System.arraycopy(vectors[i], 0, flat, i * d, d);
        }
        return flat;
    }

    /** V^T, row by row, restricted to the columns of some pixels: [d, pixels]. */
    double[] transposed(int[] pixels) {
        int d = values.length;
        double[] columns = new double[d * pixels.length];
        for (int i = 0; i < d; i++) {
            for (int p = 0; p < pixels.length; p++) {
                columns[i * pixels.length + p] = vectors[pixels[p]][i];
            }
        }
        return columns;
    }
}
