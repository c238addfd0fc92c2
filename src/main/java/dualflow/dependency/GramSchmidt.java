package dualflow.dependency;

/** Arithmetic on the rows of a matrix [rows, d] in one array, sums in order. */
final class GramSchmidt {
    /** The remainder of a row is rounding error when it is smaller than this fraction of the row. */
    private static final double DEPENDENT = 1e-12;

    private GramSchmidt() {}

    static double dot(double[] a, int aRow, double[] b, int bRow, int d) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            sum = Math.fma(a[aRow * d + j], b[bRow * d + j], sum);
        }
        return sum;
    }

    static double norm(double[] a, int row, int d) {
        return Math.sqrt(dot(a, row, a, row, d));
    }

    static void scale(double[] a, int row, int d, double factor) {
        for (int j = 0; j < d; j++) {
            a[row * d + j] *= factor;
        }
    }

    /** target -= (q . target) q for a row q of length 1 or 0; returns q . target. */
    static double removeComponent(double[] target, int row, double[] q, int qRow, int d) {
        double component = dot(q, qRow, target, row, d);
        for (int j = 0; j < d; j++) {
            target[row * d + j] = Math.fma(-component, q[qRow * d + j], target[row * d + j]);
        }
        return component;
    }

    /**
     * Gram-Schmidt, each row twice, which leaves it orthogonal up to rounding. Linearly dependent rows become zero.
     */
    static void orthonormalize(double[] rows, int count, int d) {
        for (int row = 0; row < count; row++) {
            double before = norm(rows, row, d);
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < row; j++) {
                    removeComponent(rows, row, rows, j, d);
                }
            }
            double left = norm(rows, row, d);
            scale(rows, row, d, left > DEPENDENT * before ? 1 / left : 0);
        }
    }
}
