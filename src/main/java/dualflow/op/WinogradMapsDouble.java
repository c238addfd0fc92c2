package dualflow.op;

/**
 * The transforms of {@link Winograd} in float64, on the 36 numbers of a tile, row-major, in place: along its columns, then along its rows.
 * Sums are evaluated in the order written here, on every device. {@link WinogradMapsFloat} is the same in float32.
 */
final class WinogradMapsDouble {
    private static final int WINDOW = Winograd.WINDOW;
    private static final int TILE = Winograd.TILE;
    private static final int SIDE = 3; // of a kernel
    private static final double A = Winograd.A;
    private static final double B = Winograd.B;
    private static final double THIRD = 1.0 / 3;
    private static final double SIXTH = 1.0 / 6;

    private WinogradMapsDouble() {}

    /** B^T d B of a tile. */
    static void input(double[] d) {
        for (int j = 0; j < WINDOW; j++) {
            input(d, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            input(d, i * WINDOW, 1);
        }
    }

    /** B^T d of six equally spaced numbers. */
    private static void input(double[] d, int at, int step) {
        double x0 = d[at];
        double x1 = d[at + step];
        double x2 = d[at + 2 * step];
        double x3 = d[at + 3 * step];
        double x4 = d[at + 4 * step];
        double x5 = d[at + 5 * step];
        double evenA = Math.fma(-2, x2, x4);
        double oddA = A * Math.fma(-2, x1, x3);
        double evenB = Math.fma(-0.5, x2, x4);
        double oddB = B * Math.fma(-0.5, x1, x3);
        d[at] = x0 + Math.fma(-2.5, x2, x4);
        d[at + step] = evenA + oddA;
        d[at + 2 * step] = evenA - oddA;
        d[at + 3 * step] = evenB + oddB;
        d[at + 4 * step] = evenB - oddB;
        d[at + 5 * step] = x1 + Math.fma(-2.5, x3, x5);
    }

    /** G w G^T of a kernel, which is in the first three rows and columns. */
    static void weights(double[] w) {
        for (int j = 0; j < SIDE; j++) {
            weights(w, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            weights(w, i * WINDOW, 1);
        }
    }

    /** G w: six numbers from three. */
    private static void weights(double[] w, int at, int step) {
        double w0 = w[at];
        double w1 = w[at + step];
        double w2 = w[at + 2 * step];
        double evenA = Math.fma(0.5, w2, w0);
        double oddA = A * w1;
        double evenB = Math.fma(2, w2, w0);
        double oddB = B * w1;
        w[at + step] = -2 * THIRD * (evenA + oddA);
        w[at + 2 * step] = -2 * THIRD * (evenA - oddA);
        w[at + 3 * step] = SIXTH * (evenB + oddB);
        w[at + 4 * step] = SIXTH * (evenB - oddB);
        w[at + 5 * step] = w2;
    }

    /** A^T m A of a tile, in its first four rows and columns. */
    static void output(double[] m) {
        for (int j = 0; j < WINDOW; j++) {
            output(m, j, WINDOW);
        }
        for (int i = 0; i < TILE; i++) {
            output(m, i * WINDOW, 1);
        }
    }

    /** A^T m: four numbers from six. */
    private static void output(double[] m, int at, int step) {
        double sumA = m[at + step] + m[at + 2 * step];
        double differenceA = A * (m[at + step] - m[at + 2 * step]);
        double sumB = m[at + 3 * step] + m[at + 4 * step];
        double differenceB = B * (m[at + 3 * step] - m[at + 4 * step]);
        m[at] = m[at] + (sumA + sumB);
        m[at + step] = differenceA + differenceB;
        m[at + 2 * step] = Math.fma(2, sumB, 0.5 * sumA);
        m[at + 3 * step] = Math.fma(2, differenceB, Math.fma(0.5, differenceA, m[at + 5 * step]));
    }

    /** A y A^T of a tile, which is in the first four rows and columns: the transpose of {@link #output(double[])}. */
    static void outputTransposed(double[] y) {
        for (int j = 0; j < TILE; j++) {
            outputTransposed(y, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            outputTransposed(y, i * WINDOW, 1);
        }
    }

    /** A y: six numbers from four. */
    private static void outputTransposed(double[] y, int at, int step) {
        double y0 = y[at];
        double y1 = y[at + step];
        double y2 = y[at + 2 * step];
        double y3 = y[at + 3 * step];
        double evenA = Math.fma(0.5, y2, y0);
        double oddA = A * Math.fma(0.5, y3, y1);
        double evenB = Math.fma(2, y2, y0);
        double oddB = B * Math.fma(2, y3, y1);
        y[at + step] = evenA + oddA;
        y[at + 2 * step] = evenA - oddA;
        y[at + 3 * step] = evenB + oddB;
        y[at + 4 * step] = evenB - oddB;
        y[at + 5 * step] = y3;
    }

    /** G^T u G of a tile, in its first three rows and columns: the transpose of {@link #weights(double[])}. */
    static void weightsTransposed(double[] u) {
        for (int j = 0; j < WINDOW; j++) {
            weightsTransposed(u, j, WINDOW);
        }
        for (int i = 0; i < SIDE; i++) {
            weightsTransposed(u, i * WINDOW, 1);
        }
    }

    /** G^T u: three numbers from six. */
    private static void weightsTransposed(double[] u, int at, int step) {
        double sumA = -2 * THIRD * (u[at + step] + u[at + 2 * step]);
        double differenceA = -2 * THIRD * (u[at + step] - u[at + 2 * step]);
        double sumB = SIXTH * (u[at + 3 * step] + u[at + 4 * step]);
        double differenceB = SIXTH * (u[at + 3 * step] - u[at + 4 * step]);
        u[at] = u[at] + (sumA + sumB);
        u[at + step] = Math.fma(A, differenceA, B * differenceB);
        u[at + 2 * step] = Math.fma(0.5, sumA, Math.fma(2, sumB, u[at + 5 * step]));
    }
}
