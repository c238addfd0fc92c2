package dualflow.device.host;

import java.util.Arrays;

/**
 * The sums shared by matrix products and convolutions, in float32: rows of a result, each the sum over t, in order and by fma, of an
 * element x_t times row t of a matrix w. {@link RowSumsDouble} is the same in float64.
 *
 * <p>Rows of w are copied to separate arrays, since the JVM vectorises only loops in which every index is the plain loop variable, without
 * an offset. Each loop adds four terms in order, so that a sum is loaded and stored once per four terms, to two rows, so that a row of w
 * is loaded once for both.
 */
final class RowSumsFloat {
    /** The number of rows that stay in a core's cache while all terms are added. */
    private static final int ROWS = 64;

    /** Shorter rows do not fill a vector. */
    private static final int SHORT = 16;

    private final float[][] sums;
    private final int[] starts;
    private final float[] term0;
    private final float[] term1;
    private final float[] term2;
    private final float[] term3;
    private int rows;

    /**
     * Allocates the sums.
     *
     * @param rows the maximum number of rows needed
     * @param length the length of each row
     */
    RowSumsFloat(int rows, int length) {
        sums = new float[Math.min(rows, ROWS)][length];
        starts = new int[sums.length];
        term0 = new float[length];
        term1 = new float[length];
        term2 = new float[length];
        term3 = new float[length];
    }

    /** Sets sums to zero, as many as are requested and fit; returns their number. */
    int begin(int wanted) {
        rows = Math.min(wanted, sums.length);
        for (int row = 0; row < rows; row++) {
            Arrays.fill(sums[row], 0);
        }
        return rows;
    }

    /** Sets the offset of x_0 of a row for the next {@link #add}; -1 if nothing is to be added to this row. */
    void start(int row, int at) {
        starts[row] = at;
    }

    /** Adds terms to each row: the x_t have stride {@code step}, and the rows of w are contiguous. */
    void add(float[] x, int step, float[] w, int wStart, int terms) {
        if (term0.length < SHORT) {
            addToShortRows(x, step, w, wStart, terms);
            return;
        }
        int n = term0.length;
        int t = 0;
        for (; t + 4 <= terms; t += 4) {
            System.arraycopy(w, wStart + t * n, term0, 0, n);
            System.arraycopy(w, wStart + (t + 1) * n, term1, 0, n);
            System.arraycopy(w, wStart + (t + 2) * n, term2, 0, n);
            System.arraycopy(w, wStart + (t + 3) * n, term3, 0, n);
            int waiting = -1; // a row to be added together with the next one
            for (int row = 0; row < rows; row++) {
                if (starts[row] >= 0 && waiting < 0) {
                    waiting = row;
                } else if (starts[row] >= 0) {
                    addToTwo(sums[waiting], sums[row], x, starts[waiting] + t * step, starts[row] + t * step, step);
                    waiting = -1;
                }
            }
            if (waiting >= 0) {
                addToOne(sums[waiting], x, starts[waiting] + t * step, step);
            }
        }
        for (; t < terms; t++) {
            System.arraycopy(w, wStart + t * n, term0, 0, n);
            for (int row = 0; row < rows; row++) {
                if (starts[row] >= 0) {
                    addTerm(sums[row], x[starts[row] + t * step]);
                }
            }
        }
    }

    /** The same for rows too short for vectors; separate loops, since the JVM optimises for the lengths that it has profiled. */
    private void addToShortRows(float[] x, int step, float[] w, int wStart, int terms) {
        int n = term0.length;
        for (int row = 0; row < rows; row++) {
            float[] sum = sums[row];
            for (int j = 0; j < n && starts[row] >= 0; j++) {
                float y = sum[j];
                for (int t = 0; t < terms; t++) {
                    y = Math.fma(x[starts[row] + t * step], w[wStart + t * n + j], y);
                }
                sum[j] = y;
            }
        }
    }

    private void addToTwo(float[] sum, float[] other, float[] x, int at, int otherAt, int step) {
        float x0 = x[at];
        float x1 = x[at + step];
        float x2 = x[at + 2 * step];
        float x3 = x[at + 3 * step];
        float z0 = x[otherAt];
        float z1 = x[otherAt + step];
        float z2 = x[otherAt + 2 * step];
        float z3 = x[otherAt + 3 * step];
        float[] w0 = term0;
        float[] w1 = term1;
        float[] w2 = term2;
        float[] w3 = term3;
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(x3, w3[j], Math.fma(x2, w2[j], Math.fma(x1, w1[j], Math.fma(x0, w0[j], sum[j]))));
            other[j] = Math.fma(z3, w3[j], Math.fma(z2, w2[j], Math.fma(z1, w1[j], Math.fma(z0, w0[j], other[j]))));
        }
    }

    private void addToOne(float[] sum, float[] x, int at, int step) {
        float x0 = x[at];
        float x1 = x[at + step];
        float x2 = x[at + 2 * step];
        float x3 = x[at + 3 * step];
        float[] w0 = term0;
        float[] w1 = term1;
        float[] w2 = term2;
        float[] w3 = term3;
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(x3, w3[j], Math.fma(x2, w2[j], Math.fma(x1, w1[j], Math.fma(x0, w0[j], sum[j]))));
        }
    }

    private void addTerm(float[] sum, float x0) {
        float[] w0 = term0;
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(x0, w0[j], sum[j]);
        }
    }

    /** The sums of a row. */
    float[] sum(int row) {
        return sums[row];
    }
}
