package dualflow.op;

/**
 * The transforms of {@link Winograd} in float32, on the 36 numbers of a tile, row-major, in place: along its columns, then along its rows.
 * Sums are evaluated in the order written here, on every device. {@link WinogradMapsDouble} is the same in float64.
 */
final class WinogradMapsFloat {
    private static final int WINDOW = Winograd.WINDOW;
    private static final int TILE = Winograd.TILE;
    private static final int SIDE = 3; // of a kernel
    private static final float A = (float) Winograd.A;
    private static final float B = (float) Winograd.B;
    private static final float THIRD = 1.0f / 3;
    private static final float SIXTH = 1.0f / 6;

    private WinogradMapsFloat() {}

    /** B^T d B of a tile. */
    static void input(float[] d) {
        for (int j = 0; j < WINDOW; j++) {
            input(d, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            input(d, i * WINDOW, 1);
        }
    }

    /** B^T d of six equally spaced numbers. */
    private static void input(float[] d, int at, int step) {
        float x0 = d[at];
        float x1 = d[at + step];
        float x2 = d[at + 2 * step];
        float x3 = d[at + 3 * step];
        float x4 = d[at + 4 * step];
        float x5 = d[at + 5 * step];
        float evenA = Math.fma(-2, x2, x4);
        float oddA = A * Math.fma(-2, x1, x3);
        float evenB = Math.fma(-0.5f, x2, x4);
        float oddB = B * Math.fma(-0.5f, x1, x3);
        d[at] = x0 + Math.fma(-2.5f, x2, x4);
        d[at + step] = evenA + oddA;
        d[at + 2 * step] = evenA - oddA;
        d[at + 3 * step] = evenB + oddB;
        d[at + 4 * step] = evenB - oddB;
        d[at + 5 * step] = x1 + Math.fma(-2.5f, x3, x5);
    }

    /** G w G^T of a kernel, which is in the first three rows and columns. */
    static void weights(float[] w) {
        for (int j = 0; j < SIDE; j++) {
            weights(w, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            weights(w, i * WINDOW, 1);
        }
    }

    /** G w: six numbers from three. */
    private static void weights(float[] w, int at, int step) {
        float w0 = w[at];
        float w1 = w[at + step];
        float w2 = w[at + 2 * step];
        float evenA = Math.fma(0.5f, w2, w0);
        float oddA = A * w1;
        float evenB = Math.fma(2, w2, w0);
        float oddB = B * w1;
        w[at + step] = -2 * THIRD * (evenA + oddA);
        w[at + 2 * step] = -2 * THIRD * (evenA - oddA);
        w[at + 3 * step] = SIXTH * (evenB + oddB);
        w[at + 4 * step] = SIXTH * (evenB - oddB);
        w[at + 5 * step] = w2;
    }

    /** A^T m A of a tile, in its first four rows and columns. */
    static void output(float[] m) {
        for (int j = 0; j < WINDOW; j++) {
            output(m, j, WINDOW);
        }
        for (int i = 0; i < TILE; i++) {
            output(m, i * WINDOW, 1);
        }
    }

    /** A^T m: four numbers from six. */
    private static void output(float[] m, int at, int step) {
        float sumA = m[at + step] + m[at + 2 * step];
        float differenceA = A * (m[at + step] - m[at + 2 * step]);
        float sumB = m[at + 3 * step] + m[at + 4 * step];
        float differenceB = B * (m[at + 3 * step] - m[at + 4 * step]);
        m[at] = m[at] + (sumA + sumB);
        m[at + step] = differenceA + differenceB;
        m[at + 2 * step] = Math.fma(2, sumB, 0.5f * sumA);
        m[at + 3 * step] = Math.fma(2, differenceB, Math.fma(0.5f, differenceA, m[at + 5 * step]));
    }

    /** A y A^T of a tile, which is in the first four rows and columns: the transpose of {@link #output(float[])}. */
    static void outputTransposed(float[] y) {
        for (int j = 0; j < TILE; j++) {
            outputTransposed(y, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            outputTransposed(y, i * WINDOW, 1);
        }
    }

    /** A y: six numbers from four. */
    private static void outputTransposed(float[] y, int at, int step) {
        float y0 = y[at];
        float y1 = y[at + step];
        float y2 = y[at + 2 * step];
        float y3 = y[at + 3 * step];
        float evenA = Math.fma(0.5f, y2, y0);
        float oddA = A * Math.fma(0.5f, y3, y1);
        float evenB = Math.fma(2, y2, y0);
        float oddB = B * Math.fma(2, y3, y1);
        y[at + step] = evenA + oddA;
        y[at + 2 * step] = evenA - oddA;
        y[at + 3 * step] = evenB + oddB;
        y[at + 4 * step] = evenB - oddB;
        y[at + 5 * step] = y3;
    }

    /** G^T u G of a tile, in its first three rows and columns: the transpose of {@link #weights(float[])}. */
    static void weightsTransposed(float[] u) {
        for (int j = 0; j < WINDOW; j++) {
            weightsTransposed(u, j, WINDOW);
        }
        for (int i = 0; i < SIDE; i++) {
            weightsTransposed(u, i * WINDOW, 1);
        }
    }

    /** G^T u: three numbers from six. */
    private static void weightsTransposed(float[] u, int at, int step) {
        float sumA = -2 * THIRD * (u[at + step] + u[at + 2 * step]);
        float differenceA = -2 * THIRD * (u[at + step] - u[at + 2 * step]);
        float sumB = SIXTH * (u[at + 3 * step] + u[at + 4 * step]);
        float differenceB = SIXTH * (u[at + 3 * step] - u[at + 4 * step]);
        u[at] = u[at] + (sumA + sumB);
        u[at + step] = Math.fma(A, differenceA, B * differenceB);
        u[at + 2 * step] = Math.fma(0.5f, sumA, Math.fma(2, sumB, u[at + 5 * step]));
    }
}
