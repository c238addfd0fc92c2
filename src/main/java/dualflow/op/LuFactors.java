package dualflow.op;

/**
 * The factors of a square matrix with its rows exchanged, P A = L U, by Gaussian elimination with partial pivoting, stored in place: U on
 * and above the diagonal, L below it without its diagonal of ones.
 *
 * <p>Column by column, the pivot is the first of the entries on and below the diagonal with the greatest absolute value, and its row is
 * exchanged with the diagonal's. Then l_ik = a_ik / a_kk and a_ij = fma(-l_ik, a_kj, a_ij) for every row i below it. A column whose pivot
 * is zero is left as it is: it is zero already.
 */
final class LuFactors {
    private LuFactors() {}

    /**
     * Factorises a matrix in float64.
     *
     * @param a the matrix; its factors afterwards
     * @param d its number of rows
     * @param pivots written: the row with which each row was exchanged, not before it
     */
    static void factorise(double[] a, int d, int[] pivots) {
        for (int k = 0; k < d; k++) {
            int pivot = k;
            for (int i = k + 1; i < d; i++) {
                if (Math.abs(a[i * d + k]) > Math.abs(a[pivot * d + k])) {
                    pivot = i;
                }
            }
            pivots[k] = pivot;
            for (int j = 0; j < d && pivot != k; j++) {
                double exchanged = a[k * d + j];
                a[k * d + j] = a[pivot * d + j];
                a[pivot * d + j] = exchanged;
            }
            if (a[k * d + k] == 0) {
                continue;
            }
            for (int i = k + 1; i < d; i++) {
                double l = a[i * d + k] / a[k * d + k];
                a[i * d + k] = l;
                for (int j = k + 1; j < d; j++) {
                    a[i * d + j] = Math.fma(-l, a[k * d + j], a[i * d + j]);
                }
            }
        }
    }

    /**
     * Factorises a matrix in float32.
     *
     * @param a the matrix; its factors afterwards
     * @param d its number of rows
     * @param pivots written: the row with which each row was exchanged, not before it
     */
    static void factorise(float[] a, int d, int[] pivots) {
        for (int k = 0; k < d; k++) {
            int pivot = k;
            for (int i = k + 1; i < d; i++) {
                if (Math.abs(a[i * d + k]) > Math.abs(a[pivot * d + k])) {
                    pivot = i;
                }
            }
            pivots[k] = pivot;
            for (int j = 0; j < d && pivot != k; j++) {
                float exchanged = a[k * d + j];
                a[k * d + j] = a[pivot * d + j];
                a[pivot * d + j] = exchanged;
            }
            if (a[k * d + k] == 0) {
                continue;
            }
            for (int i = k + 1; i < d; i++) {
                float l = a[i * d + k] / a[k * d + k];
                a[i * d + k] = l;
                for (int j = k + 1; j < d; j++) {
                    a[i * d + j] = Math.fma(-l, a[k * d + j], a[i * d + j]);
                }
            }
        }
    }

    /** Whether the rows were exchanged an odd number of times, so that det A = -det U. */
    static boolean isOdd(int[] pivots) {
        boolean odd = false;
        for (int k = 0; k < pivots.length; k++) {
            odd ^= pivots[k] != k;
        }
        return odd;
    }
}
