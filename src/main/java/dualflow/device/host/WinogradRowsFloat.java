package dualflow.device.host;

import dualflow.op.Winograd;

/**
 * The transforms of {@link Winograd} in float32, as the ops define them, on the 36 positions of a tile for all channels at once: each
 * position is a row of channels, so that the JVM vectorises the loops. {@link WinogradRowsDouble} is the same in float64.
 */
final class WinogradRowsFloat {
    private static final int WINDOW = Winograd.WINDOW;
    private static final int TILE = Winograd.TILE;
    private static final int SIDE = 3; // of a kernel
    private static final float A = (float) Winograd.A;
    private static final float B = (float) Winograd.B;
    private static final float THIRD = 1.0f / 3;
    private static final float SIXTH = 1.0f / 6;

    private WinogradRowsFloat() {}

    /** B^T d B of tiles. */
    static void input(float[][] d) {
        for (int j = 0; j < WINDOW; j++) {
            input(d, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            input(d, i * WINDOW, 1);
        }
    }

    private static void input(float[][] d, int at, int step) {
        float[] d0 = d[at];
        float[] d1 = d[at + step];
        float[] d2 = d[at + 2 * step];
        float[] d3 = d[at + 3 * step];
        float[] d4 = d[at + 4 * step];
        float[] d5 = d[at + 5 * step];
        for (int c = 0; c < d0.length; c++) {
            float x1 = d1[c];
            float x2 = d2[c];
            float x3 = d3[c];
            float x4 = d4[c];
            float evenA = Math.fma(-2, x2, x4);
            float oddA = A * Math.fma(-2, x1, x3);
            float evenB = Math.fma(-0.5f, x2, x4);
            float oddB = B * Math.fma(-0.5f, x1, x3);
            d0[c] = d0[c] + Math.fma(-2.5f, x2, x4);
            d1[c] = evenA + oddA;
            d2[c] = evenA - oddA;
            d3[c] = evenB + oddB;
            d4[c] = evenB - oddB;
            d5[c] = x1 + Math.fma(-2.5f, x3, d5[c]);
        }
    }

    /** G w G^T of kernels, which are in the first three rows and columns. */
    static void weights(float[][] w) {
        for (int j = 0; j < SIDE; j++) {
            weights(w, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            weights(w, i * WINDOW, 1);
        }
    }

    private static void weights(float[][] w, int at, int step) {
        float[] w0 = w[at];
        float[] w1 = w[at + step];
        float[] w2 = w[at + 2 * step];
        float[] w3 = w[at + 3 * step];
        float[] w4 = w[at + 4 * step];
        float[] w5 = w[at + 5 * step];
        for (int c = 0; c < w0.length; c++) {
            float x2 = w2[c];
            float evenA = Math.fma(0.5f, x2, w0[c]);
            float oddA = A * w1[c];
            float evenB = Math.fma(2, x2, w0[c]);
            float oddB = B * w1[c];
            w1[c] = -2 * THIRD * (evenA + oddA);
            w2[c] = -2 * THIRD * (evenA - oddA);
            w3[c] = SIXTH * (evenB + oddB);
            w4[c] = SIXTH * (evenB - oddB);
            w5[c] = x2;
        }
    }

    /** A^T m A of tiles, in their first four rows and columns. */
    static void output(float[][] m) {
        for (int j = 0; j < WINDOW; j++) {
            output(m, j, WINDOW);
        }
        for (int i = 0; i < TILE; i++) {
            output(m, i * WINDOW, 1);
        }
    }

    private static void output(float[][] m, int at, int step) {
        float[] m0 = m[at];
        float[] m1 = m[at + step];
        float[] m2 = m[at + 2 * step];
        float[] m3 = m[at + 3 * step];
        float[] m4 = m[at + 4 * step];
        float[] m5 = m[at + 5 * step];
        for (int c = 0; c < m0.length; c++) {
            float sumA = m1[c] + m2[c];
            float differenceA = A * (m1[c] - m2[c]);
            float sumB = m3[c] + m4[c];
            float differenceB = B * (m3[c] - m4[c]);
            m0[c] = m0[c] + (sumA + sumB);
            m1[c] = differenceA + differenceB;
            m2[c] = Math.fma(2, sumB, 0.5f * sumA);
            m3[c] = Math.fma(2, differenceB, Math.fma(0.5f, differenceA, m5[c]));
        }
    }

    /** A y A^T of tiles, which are in the first four rows and columns. */
    static void outputTransposed(float[][] y) {
        for (int j = 0; j < TILE; j++) {
            outputTransposed(y, j, WINDOW);
        }
        for (int i = 0; i < WINDOW; i++) {
            outputTransposed(y, i * WINDOW, 1);
        }
    }

    private static void outputTransposed(float[][] y, int at, int step) {
        float[] y0 = y[at];
        float[] y1 = y[at + step];
        float[] y2 = y[at + 2 * step];
        float[] y3 = y[at + 3 * step];
        float[] y4 = y[at + 4 * step];
        float[] y5 = y[at + 5 * step];
        for (int c = 0; c < y0.length; c++) {
            float x1 = y1[c];
            float x3 = y3[c];
            float evenA = Math.fma(0.5f, y2[c], y0[c]);
            float oddA = A * Math.fma(0.5f, x3, x1);
            float evenB = Math.fma(2, y2[c], y0[c]);
            float oddB = B * Math.fma(2, x3, x1);
            y1[c] = evenA + oddA;
            y2[c] = evenA - oddA;
            y3[c] = evenB + oddB;
            y4[c] = evenB - oddB;
            y5[c] = x3;
        }
    }

    /** G^T u G of tiles, in their first three rows and columns. */
    static void weightsTransposed(float[][] u) {
        for (int j = 0; j < WINDOW; j++) {
            weightsTransposed(u, j, WINDOW);
        }
        for (int i = 0; i < SIDE; i++) {
            weightsTransposed(u, i * WINDOW, 1);
        }
    }

    private static void weightsTransposed(float[][] u, int at, int step) {
        float[] u0 = u[at];
        float[] u1 = u[at + step];
        float[] u2 = u[at + 2 * step];
        float[] u3 = u[at + 3 * step];
        float[] u4 = u[at + 4 * step];
        float[] u5 = u[at + 5 * step];
        for (int c = 0; c < u0.length; c++) {
            float sumA = -2 * THIRD * (u1[c] + u2[c]);
            float differenceA = -2 * THIRD * (u1[c] - u2[c]);
            float sumB = SIXTH * (u3[c] + u4[c]);
            float differenceB = SIXTH * (u3[c] - u4[c]);
            u0[c] = u0[c] + (sumA + sumB);
            u1[c] = Math.fma(A, differenceA, B * differenceB);
            u2[c] = Math.fma(0.5f, sumA, Math.fma(2, sumB, u5[c]));
        }
    }
}
