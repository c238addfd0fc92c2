package dualflow.device.host;

import dualflow.op.Winograd;

/**
 * The transforms of {@link Winograd} in float64, as the ops define them, on the 36 positions of a tile for all channels at once: each
 * position is a row of channels, so that the JVM vectorises the loops. {@link WinogradRowsFloat} is the same in float32.
 */
final class WinogradRowsDouble {
    private static final int WINDOW = Winograd.WINDOW;
    private static final int TILE = Winograd.TILE;
    private static final int SIDE = 3; // of a kernel
    private static final double A = Winograd.A;
    private static final double B = Winograd.B;
    private static final double THIRD = 1.0 / 3;
    private static final double SIXTH = 1.0 / 6;

    private WinogradRowsDouble() {}

    /** B^T d B of tiles. */
    static void input(double[][] d) {
        for (int j = 0; j < WINDOW; j++) {
            input(d, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            input(d, i * WINDOW, 1);
        }
    }

    private static void input(double[][] d, int at, int step) {
        double[] d0 = d[at];
        double[] d1 = d[at + step];
        double[] d2 = d[at + 2 * step];
        double[] d3 = d[at + 3 * step];
        double[] d4 = d[at + 4 * step];
        double[] d5 = d[at + 5 * step];
        for (int c = 0; c < d0.length; c++) {
            double x1 = d1[c];
            double x2 = d2[c];
            double x3 = d3[c];
            double x4 = d4[c];
            double evenA = Math.fma(-2, x2, x4);
            double oddA = A * Math.fma(-2, x1, x3);
            double evenB = Math.fma(-0.5, x2, x4);
            double oddB = B * Math.fma(-0.5, x1, x3);
            d0[c] = d0[c] + Math.fma(-2.5, x2, x4);
            d1[c] = evenA + oddA;
            d2[c] = evenA - oddA;
            d3[c] = evenB + oddB;
            d4[c] = evenB - oddB;
            d5[c] = x1 + Math.fma(-2.5, x3, d5[c]);
        }
    }

    /** G w G^T of kernels, which are in the first three rows and columns. */
    static void weights(double[][] w) {
        for (int j = 0; j < SIDE; j++) {
            weights(w, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            weights(w, i * WINDOW, 1);
        }
    }

    private static void weights(double[][] w, int at, int step) {
        double[] w0 = w[at];
        double[] w1 = w[at + step];
        double[] w2 = w[at + 2 * step];
        double[] w3 = w[at + 3 * step];
        double[] w4 = w[at + 4 * step];
        double[] w5 = w[at + 5 * step];
        for (int c = 0; c < w0.length; c++) {
            double x2 = w2[c];
            double evenA = Math.fma(0.5, x2, w0[c]);
            double oddA = A * w1[c];
            double evenB = Math.fma(2, x2, w0[c]);
            double oddB = B * w1[c];
            w1[c] = -2 * THIRD * (evenA + oddA);
            w2[c] = -2 * THIRD * (evenA - oddA);
            w3[c] = SIXTH * (evenB + oddB);
            w4[c] = SIXTH * (evenB - oddB);
            w5[c] = x2;
        }
    }

    /** A^T m A of tiles, in their first four rows and columns. */
    static void output(double[][] m) {
        for (int j = 0; j < WINDOW; j++) {
            output(m, j, WINDOW);
        }
        for (int i = 0; i < TILE; i++) {
            output(m, i * WINDOW, 1);
        }
    }

    private static void output(double[][] m, int at, int step) {
        double[] m0 = m[at];
        double[] m1 = m[at + step];
        double[] m2 = m[at + 2 * step];
        double[] m3 = m[at + 3 * step];
        double[] m4 = m[at + 4 * step];
        double[] m5 = m[at + 5 * step];
        for (int c = 0; c < m0.length; c++) {
            double sumA = m1[c] + m2[c];
            double differenceA = A * (m1[c] - m2[c]);
            double sumB = m3[c] + m4[c];
            double differenceB = B * (m3[c] - m4[c]);
            m0[c] = m0[c] + (sumA + sumB);
            m1[c] = differenceA + differenceB;
            m2[c] = Math.fma(2, sumB, 0.5 * sumA);
            m3[c] = Math.fma(2, differenceB, Math.fma(0.5, differenceA, m5[c]));
        }
    }

    /** A y A^T of tiles, which are in the first four rows and columns. */
    static void outputTransposed(double[][] y) {
        for (int j = 0; j < TILE; j++) {
            outputTransposed(y, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            outputTransposed(y, i * WINDOW, 1);
        }
    }

    private static void outputTransposed(double[][] y, int at, int step) {
        double[] y0 = y[at];
        double[] y1 = y[at + step];
        double[] y2 = y[at + 2 * step];
        double[] y3 = y[at + 3 * step];
        double[] y4 = y[at + 4 * step];
        double[] y5 = y[at + 5 * step];
        for (int c = 0; c < y0.length; c++) {
            double x1 = y1[c];
            double x3 = y3[c];
            double evenA = Math.fma(0.5, y2[c], y0[c]);
            double oddA = A * Math.fma(0.5, x3, x1);
            double evenB = Math.fma(2, y2[c], y0[c]);
            double oddB = B * Math.fma(2, x3, x1);
            y1[c] = evenA + oddA;
            y2[c] = evenA - oddA;
            y3[c] = evenB + oddB;
            y4[c] = evenB - oddB;
            y5[c] = x3;
        }
    }

    /** G^T u G of tiles, in their first three rows and columns. */
    static void weightsTransposed(double[][] u) {
        for (int j = 0; j < WINDOW; j++) {
            weightsTransposed(u, j, WINDOW);
        }
        for (int i = 0; i < SIDE; i++) {
            weightsTransposed(u, i * WINDOW, 1);
        }
    }

    private static void weightsTransposed(double[][] u, int at, int step) {
        double[] u0 = u[at];
        double[] u1 = u[at + step];
        double[] u2 = u[at + 2 * step];
        double[] u3 = u[at + 3 * step];
        double[] u4 = u[at + 4 * step];
        double[] u5 = u[at + 5 * step];
        for (int c = 0; c < u0.length; c++) {
            double sumA = -2 * THIRD * (u1[c] + u2[c]);
            double differenceA = -2 * THIRD * (u1[c] - u2[c]);
            double sumB = SIXTH * (u3[c] + u4[c]);
            double differenceB = SIXTH * (u3[c] - u4[c]);
            u0[c] = u0[c] + (sumA + sumB);
            u1[c] = Math.fma(A, differenceA, B * differenceB);
            u2[c] = Math.fma(0.5, sumA, Math.fma(2, sumB, u5[c]));
        }
    }
}
