package dualflow.op;

import dualflow.tensor.Kernel;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The 3x3 convolution of stride 1 with 4 times fewer products: Winograd's F(4x4, 3x3), y = A^T ((G w G^T) (B^T d B)) A for each 6x6
 * tile d of the images, whose 4x4 results do not overlap. In each of the 36 places of a tile the product is one matrix product over the channels.
 *
 * <p>The matrices interpolate at 0, a, -a, b, -b and infinity with a = sqrt(1/2) and b = sqrt(2):
 *
 * <pre>
 * B^T = [1  0   -5/2   0   1 0]    G = [   1       0     0 ]    A^T = [1  1    1    1   1  0]
 *       [0 -2 a  -2    a   1 0]        [-2/3 -2 a/3  -1/3 ]          [0  a   -a    b  -b  0]
 *       [0  2 a  -2   -a   1 0]        [-2/3  2 a/3  -1/3 ]          [0 1/2  1/2   2   2  0]
 *       [0 -b/2 -1/2   b   1 0]        [ 1/6    b/6   1/3 ]          [0 a/2 -a/2  2 b -2 b 1]
 *       [0  b/2 -1/2  -b   1 0]        [ 1/6   -b/6   1/3 ]
 *       [0  1     0  -5/2  0 1]        [   0       0     1 ]
 * </pre>
 *
 * <p>Lavin and Gray, "Fast algorithms for convolutional neural networks", CVPR 2016, with other points: at theirs, 1 and 2, the
 * greatest error in float32 is about five times as large. Each map is linear, so each is an op with its transpose: {@link WinogradInput},
 * {@link WinogradWeights}, {@link WinogradOutput}.
 */
final class Winograd {
    /** Height and width of a tile of the result. */
    static final int TILE = 4;

    /** Height and width of a tile of the images. */
    static final int WINDOW = 6;

    /** The places of a tile of the images. */
    static final int PLACES = WINDOW * WINDOW;

    static final double A = Math.sqrt(0.5);
    static final double B = Math.sqrt(2);

    private static final double[][] INPUT = {
        {1, 0, -2.5, 0, 1, 0},
        {0, -2 * A, -2, A, 1, 0},
        {0, 2 * A, -2, -A, 1, 0},
        {0, -B / 2, -0.5, B, 1, 0},
        {0, B / 2, -0.5, -B, 1, 0},
        {0, 1, 0, -2.5, 0, 1}
    };

    private static final double[][] WEIGHTS = {
        {1, 0, 0},
        {-2.0 / 3, -2 * A / 3, -1.0 / 3},
        {-2.0 / 3, 2 * A / 3, -1.0 / 3},
        {1.0 / 6, B / 6, 1.0 / 3},
        {1.0 / 6, -B / 6, 1.0 / 3},
        {0, 0, 1}
    };

    private static final double[][] OUTPUT = {
        {1, 1, 1, 1, 1, 0}, {0, A, -A, B, -B, 0}, {0, 0.5, 0.5, 2, 2, 0}, {0, A / 2, -A / 2, 2 * B, -2 * B, 1}
    };

    private Winograd() {}

    /** The tiles along an axis of the result. */
    static int tiles(int length) {
        return (length + TILE - 1) / TILE;
    }

    /** The length of the result along an axis of the images. */
    static int result(int length, int padding) {
        return Convolutions.positions(length, 3, 1, padding);
    }

    static void requirePadding(int padding) {
        if (padding < 0) {
            throw new ShapeException("a convolution needs no negative padding, not " + padding);
        }
    }

    /** One work-item for a number of each place; on CPUs one for a row of vectors where the channels fill whole ones. */
    static Kernel kernel(String name, int rows, int channels, List<Object> parameters) {
        Kernel general = new Kernel(name, Math.multiplyExact(rows, channels), parameters);
        return channels % Convolutions.TILE_LANES == 0
                ? general.orOnCpu(new Kernel(name, name + "_rows", rows, 1, parameters, Optional.empty()))
                : general;
    }

    /** [..., 36, N down across, C] as [..., N, down, across, 36, C]. */
    static Tensor placesBehind(Tensor x, int images, int down, int across) {
        Shape leading = x.shape().leading(3);
        Shape apart = Shape.of(PLACES, images, down, across, x.shape().dim(-1));
        return Ops.permute(Ops.reshape(x, leading.then(apart)), 1, 2, 3, 0, 4);
    }

    /** The inverse of {@link #placesBehind}. */
    static Tensor placesInFront(Tensor x) {
        Shape block = x.shape().trailing(5);
        Shape together = Shape.of(PLACES, block.dim(-5) * block.dim(-4) * block.dim(-3), block.dim(-1));
        return Ops.reshape(Ops.permute(x, 3, 0, 1, 2, 4), x.shape().leading(5).then(together));
    }

    // One dimension of each map, in double and in float: the same arithmetic. Each number is that of a row of channels,
    // so that the JVM
    // makes vectors; the numbers stand `step` apart.

    /** B^T d. */
    static void input(double[][] d, int at, int step, double a, double b) {
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
            double oddA = a * Math.fma(-2, x1, x3);
            double evenB = Math.fma(-0.5, x2, x4);
            double oddB = b * Math.fma(-0.5, x1, x3);
            d0[c] = d0[c] + Math.fma(-2.5, x2, x4);
            d1[c] = evenA + oddA;
            d2[c] = evenA - oddA;
            d3[c] = evenB + oddB;
            d4[c] = evenB - oddB;
            d5[c] = x1 + Math.fma(-2.5, x3, d5[c]);
        }
    }

    static void input(float[][] d, int at, int step, float a, float b) {
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
            float oddA = a * Math.fma(-2, x1, x3);
            float evenB = Math.fma(-0.5f, x2, x4);
            float oddB = b * Math.fma(-0.5f, x1, x3);
            d0[c] = d0[c] + Math.fma(-2.5f, x2, x4);
            d1[c] = evenA + oddA;
            d2[c] = evenA - oddA;
            d3[c] = evenB + oddB;
            d4[c] = evenB - oddB;
            d5[c] = x1 + Math.fma(-2.5f, x3, d5[c]);
        }
    }

    /** G w; from 3 numbers to 6. */
    static void weights(double[][] w, int at, int step, double a, double b, double third, double sixth) {
        double[] w0 = w[at];
        double[] w1 = w[at + step];
        double[] w2 = w[at + 2 * step];
        double[] w3 = w[at + 3 * step];
        double[] w4 = w[at + 4 * step];
        double[] w5 = w[at + 5 * step];
        for (int c = 0; c < w0.length; c++) {
            double x2 = w2[c];
            double evenA = Math.fma(0.5, x2, w0[c]);
            double oddA = a * w1[c];
            double evenB = Math.fma(2, x2, w0[c]);
            double oddB = b * w1[c];
            w1[c] = -2 * third * (evenA + oddA);
            w2[c] = -2 * third * (evenA - oddA);
            w3[c] = sixth * (evenB + oddB);
            w4[c] = sixth * (evenB - oddB);
            w5[c] = x2;
        }
    }

    static void weights(float[][] w, int at, int step, float a, float b, float third, float sixth) {
        float[] w0 = w[at];
        float[] w1 = w[at + step];
        float[] w2 = w[at + 2 * step];
        float[] w3 = w[at + 3 * step];
        float[] w4 = w[at + 4 * step];
        float[] w5 = w[at + 5 * step];
        for (int c = 0; c < w0.length; c++) {
            float x2 = w2[c];
            float evenA = Math.fma(0.5f, x2, w0[c]);
            float oddA = a * w1[c];
            float evenB = Math.fma(2, x2, w0[c]);
            float oddB = b * w1[c];
            w1[c] = -2 * third * (evenA + oddA);
            w2[c] = -2 * third * (evenA - oddA);
            w3[c] = sixth * (evenB + oddB);
            w4[c] = sixth * (evenB - oddB);
            w5[c] = x2;
        }
    }

    /** A^T m; from 6 numbers to 4. */
    static void output(double[][] m, int at, int step, double a, double b) {
        double[] m0 = m[at];
        double[] m1 = m[at + step];
        double[] m2 = m[at + 2 * step];
        double[] m3 = m[at + 3 * step];
        double[] m4 = m[at + 4 * step];
        double[] m5 = m[at + 5 * step];
        for (int c = 0; c < m0.length; c++) {
            double sumA = m1[c] + m2[c];
            double differenceA = a * (m1[c] - m2[c]);
            double sumB = m3[c] + m4[c];
            double differenceB = b * (m3[c] - m4[c]);
            m0[c] = m0[c] + (sumA + sumB);
            m1[c] = differenceA + differenceB;
            m2[c] = Math.fma(2, sumB, 0.5 * sumA);
            m3[c] = Math.fma(2, differenceB, Math.fma(0.5, differenceA, m5[c]));
        }
    }

    static void output(float[][] m, int at, int step, float a, float b) {
        float[] m0 = m[at];
        float[] m1 = m[at + step];
        float[] m2 = m[at + 2 * step];
        float[] m3 = m[at + 3 * step];
        float[] m4 = m[at + 4 * step];
        float[] m5 = m[at + 5 * step];
        for (int c = 0; c < m0.length; c++) {
            float sumA = m1[c] + m2[c];
            float differenceA = a * (m1[c] - m2[c]);
            float sumB = m3[c] + m4[c];
            float differenceB = b * (m3[c] - m4[c]);
            m0[c] = m0[c] + (sumA + sumB);
            m1[c] = differenceA + differenceB;
            m2[c] = Math.fma(2, sumB, 0.5f * sumA);
            m3[c] = Math.fma(2, differenceB, Math.fma(0.5f, differenceA, m5[c]));
        }
    }

    /** A y; from 4 numbers to 6: the transpose of the map of an output. */
    static void outputTransposed(double[][] y, int at, int step, double a, double b) {
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
            double oddA = a * Math.fma(0.5, x3, x1);
            double evenB = Math.fma(2, y2[c], y0[c]);
            double oddB = b * Math.fma(2, x3, x1);
            y1[c] = evenA + oddA;
            y2[c] = evenA - oddA;
            y3[c] = evenB + oddB;
            y4[c] = evenB - oddB;
            y5[c] = x3;
        }
    }

    /** G^T u; from 6 numbers to 3: the transpose of the map of weights. */
    static void weightsTransposed(double[][] u, int at, int step, double a, double b, double third, double sixth) {
        double[] u0 = u[at];
        double[] u1 = u[at + step];
        double[] u2 = u[at + 2 * step];
        double[] u3 = u[at + 3 * step];
        double[] u4 = u[at + 4 * step];
        double[] u5 = u[at + 5 * step];
        for (int c = 0; c < u0.length; c++) {
            double sumA = -2 * third * (u1[c] + u2[c]);
            double differenceA = -2 * third * (u1[c] - u2[c]);
            double sumB = sixth * (u3[c] + u4[c]);
            double differenceB = sixth * (u3[c] - u4[c]);
            u0[c] = u0[c] + (sumA + sumB);
            u1[c] = Math.fma(a, differenceA, b * differenceB);
            u2[c] = Math.fma(0.5, sumA, Math.fma(2, sumB, u5[c]));
        }
    }

    static void outputTransposed(float[][] y, int at, int step, float a, float b) {
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
            float oddA = a * Math.fma(0.5f, x3, x1);
            float evenB = Math.fma(2, y2[c], y0[c]);
            float oddB = b * Math.fma(2, x3, x1);
            y1[c] = evenA + oddA;
            y2[c] = evenA - oddA;
            y3[c] = evenB + oddB;
            y4[c] = evenB - oddB;
            y5[c] = x3;
        }
    }

    static void weightsTransposed(float[][] u, int at, int step, float a, float b, float third, float sixth) {
        float[] u0 = u[at];
        float[] u1 = u[at + step];
        float[] u2 = u[at + 2 * step];
        float[] u3 = u[at + 3 * step];
        float[] u4 = u[at + 4 * step];
        float[] u5 = u[at + 5 * step];
        for (int c = 0; c < u0.length; c++) {
            float sumA = -2 * third * (u1[c] + u2[c]);
            float differenceA = -2 * third * (u1[c] - u2[c]);
            float sumB = sixth * (u3[c] + u4[c]);
            float differenceB = sixth * (u3[c] - u4[c]);
            u0[c] = u0[c] + (sumA + sumB);
            u1[c] = Math.fma(a, differenceA, b * differenceB);
            u2[c] = Math.fma(0.5f, sumA, Math.fma(2, sumB, u5[c]));
        }
    }

    // The matrices of the maps on a whole tile, for transposes.

    /** x with axis -2 multiplied by the transpose of the map of an input tile: 36 numbers from 36. */
    static Tensor transposedInput(Tensor x) {
        return product(INPUT, x);
    }

    /** x with axis -2 multiplied by the transpose of the map of the weights: 9 numbers from 36. */
    static Tensor transposedWeights(Tensor x) {
        return product(WEIGHTS, x);
    }

    /** x with axis -2 multiplied by the transpose of the map of an output tile: 36 numbers from 16. */
    static Tensor transposedOutput(Tensor x) {
        return product(OUTPUT, x);
    }

    /** (M kron M)^T x along axis -2. */
    private static Tensor product(double[][] matrix, Tensor x) {
        int rows = matrix.length;
        int columns = matrix[0].length;
        double[] kron = new double[columns * columns * rows * rows];
        for (int i = 0; i < columns * columns; i++) {
            for (int j = 0; j < rows * rows; j++) {
                kron[i * rows * rows + j] = matrix[j / rows][i / columns] * matrix[j % rows][i % columns];
            }
        }
        return Ops.matmul(x.device().tensor(x.dtype(), Shape.of(columns * columns, rows * rows), kron), x);
    }
}
