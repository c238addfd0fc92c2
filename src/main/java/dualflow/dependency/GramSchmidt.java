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

    /** target -= (q . target) q for the first {@code count} rows q of a matrix with orthonormal rows. */
    static void removeComponents(double[] target, int row, double[] q, int count, int d) {
        for (int k = 0; k < count; k++) {
            double component = dot(q, k, target, row, d);
            for (int j = 0; j < d; j++) {
                target[row * d + j] = Math.fma(-component, q[k * d + j], target[row * d + j]);
            }
        }
    }

    /**
     * Gram-Schmidt, each row twice, which leaves it orthogonal up to rounding. Linearly dependent rows become zero.
     */
    static void orthonormalize(double[] rows, int count, int d) {
        for (int row = 0; row < count; row++) {
            double before = norm(rows, row, d);
            removeComponents(rows, row, rows, row, d);
            removeComponents(rows, row, rows, row, d);
            double left = norm(rows, row, d);
            scale(rows, row, d, left > DEPENDENT * before ? 1 / left : 0);
        }
    }
}
