package dualflow.claim;

import dualflow.tensor.Tensor;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;

/** Small dense matrices on the host, where the expected values are computed. */
final class LinearAlgebra {
    private LinearAlgebra() {}

    /** A tensor's elements as a matrix with that many rows. */
    static double[][] rows(Tensor tensor, int count) {
        double[] flat = tensor.value().toDoubles();
        int columns = flat.length / count;
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = java.util.Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
        }
        return rows;
    }

    static double[][] times(double[][] a, double[][] b) {
        return new Array2DRowRealMatrix(a, false)
                .multiply(new Array2DRowRealMatrix(b, false))
                .getData();
    }

    static double[][] transpose(double[][] a) {
        return new Array2DRowRealMatrix(a, false).transpose().getData();
    }

    /** A A^T. */
    static double[][] gram(double[][] a) {
        return times(a, transpose(a));
    }
}
