package dualflow.device.host;

import dualflow.op.Convolution;
import dualflow.op.ConvolutionWeights;
import dualflow.op.Convolutions;
import dualflow.op.MatMul;
import dualflow.op.TransposedConvolution;
import dualflow.tensor.BlockRuns;
import dualflow.tensor.Blocks;
import java.util.Arrays;

/**
 * Matrix products and convolutions in float32, as sums of rows. {@link ProductLoopsDouble} is the same in float64.
 */
final class ProductLoopsFloat {
    private static final int SMALL = 16;

    private ProductLoopsFloat() {}

    /** Rows of matrix products. */
    static void matMul(MatMul op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        int m = blocks.block(0).dim(-2);
        int inner = blocks.block(0).dim(-1);
        int n = blocks.block(1).dim(-1);
        if (n < SMALL && inner < SMALL && from < to) {
            small(blocks, from, to, x, y);
            return;
        }
        RowSumsFloat sums = new RowSumsFloat(Math.min(m, to - from), n);
        int rows;
        for (int first = from; first < to; first += rows) {
            int block = first / m;
            rows = sums.begin(Math.min(to, (block + 1) * m) - first);
            for (int row = 0; row < rows; row++) {
                sums.start(row, blocks.start(0, block) + (first % m + row) * inner);
            }
            sums.add(x[0], 1, x[1], blocks.start(1, block), inner);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(sums.sum(row), 0, y, (first + row) * n, n);
            }
        }
    }

    /** The same for small matrices, of which preparing the sums would take longer than summing. */
    private static void small(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int m = blocks.block(0).dim(-2);
        int inner = blocks.block(0).dim(-1);
        int n = blocks.block(1).dim(-1);
        float[] a = x[0];
        float[] b = x[1];
        int step = blocks.step(0);
        int otherStep = blocks.step(1);
        int block = from / m;
        BlockRuns at = blocks.runs(block);
        int aStart = at.start(0);
        int bStart = at.start(1);
        int row = from % m;
        for (int i = from; i < to; i++) {
            int left = aStart + row * inner;
            for (int j = 0; j < n; j++) {
                y[i * n + j] = sum(a, left, b, bStart + j, n, inner);
            }
            if (++row == m) {
                row = 0;
                block++;
                if (block == at.end()) {
                    at.next();
                    aStart = at.start(0);
                    bStart = at.start(1);
                } else {
                    aStart += step;
                    bStart += otherStep;
                }
            }
        }
    }

    /** a_0 b_0 + a_1 b_1 + ..., in order, by fma. */
    private static float sum(float[] a, int aAt, float[] b, int bAt, int bStep, int terms) {
        if (terms == 3) { // the commonest lengths without a loop
            float sum = Math.fma(a[aAt], b[bAt], 0.0f);
            sum = Math.fma(a[aAt + 1], b[bAt + bStep], sum);
            return Math.fma(a[aAt + 2], b[bAt + 2 * bStep], sum);
        }
        if (terms == 4) {
            float sum = Math.fma(a[aAt], b[bAt], 0.0f);
            sum = Math.fma(a[aAt + 1], b[bAt + bStep], sum);
            sum = Math.fma(a[aAt + 2], b[bAt + 2 * bStep], sum);
            return Math.fma(a[aAt + 3], b[bAt + 3 * bStep], sum);
        }
        float sum = 0;
        for (int l = 0; l < terms; l++) {
            sum = Math.fma(a[aAt + l], b[bAt + l * bStep], sum);
        }
        return sum;
    }

    /** Pixels of convolutions. */
    static void convolution(Convolution op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        pixels(new Convolutions(op.stride(), op.padding()), false, blocks, from, to, x, y);
    }

    /** Pixels of transposed convolutions. */
    static void transposed(TransposedConvolution op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        pixels(new Convolutions(op.stride(), op.padding()), true, blocks, from, to, x, y);
    }

    private static void pixels(
            Convolutions sizes, boolean transposed, Blocks blocks, int from, int to, float[][] x, float[] y) {
        int[] image = blocks.block(0).dims();
        int[] kernel = blocks.block(1).dims();
        int pixels = blocks.result().leading(1).size();
        int width = blocks.result().dim(-2);
        int channels = image[2];
        int n = kernel[3];
        RowSumsFloat sums = new RowSumsFloat(Math.min(pixels, to - from), n);
        int rows;
        for (int first = from; first < to; first += rows) {
            int block = first / pixels;
            rows = sums.begin(Math.min(to, (block + 1) * pixels) - first);
            for (int tap = 0; tap < kernel[0] * kernel[1]; tap++) {
                for (int row = 0; row < rows; row++) {
                    int pixel = first % pixels + row;
                    int i = sizes.source(pixel / width, tap / kernel[1], image[0], transposed);
                    int j = sizes.source(pixel % width, tap % kernel[1], image[1], transposed);
                    boolean outside = i < 0 || j < 0;
                    sums.start(row, outside ? -1 : blocks.start(0, block) + (i * image[1] + j) * channels);
                }
                sums.add(x[0], 1, x[1], blocks.start(1, block) + tap * channels * n, channels);
            }
            for (int row = 0; row < rows; row++) {
                System.arraycopy(sums.sum(row), 0, y, (first + row) * n, n);
            }
        }
    }

    /** Rows of the weight cotangents, indexed by block, k, l and c. */
    static void weights(ConvolutionWeights op, Blocks blocks, int from, int to, float[][] arguments, float[] w) {
        int[] x = blocks.block(0).dims();
        int[] y = blocks.block(1).dims();
        int stride = op.stride();
        int padding = op.padding();
        int group = ConvolutionWeights.rowsOfPartial(blocks.block(1));
        RowSumsFloat partials = new RowSumsFloat(Math.min(x[3], to - from), y[3]);
        float[][] sums = new float[Math.min(x[3], to - from)][y[3]];
        int rows;
        for (int at = from; at < to; at += rows) {
            int c = at % x[3];
            int l = at / x[3] % op.width();
            int k = at / x[3] / op.width() % op.height();
            int block = at / x[3] / op.width() / op.height();
            rows = partials.begin(Math.min(to - at, x[3] - c));
            Arrays.fill(w, at * y[3], (at + rows) * y[3], 0);
            int column = 0; // from here to end, tap l is inside x
            while (column < y[2] && column * stride - padding + l < 0) {
                column++;
            }
            int end = column;
            while (end < y[2] && end * stride - padding + l < x[2]) {
                end++;
            }
            for (int first = 0; first < y[0] * y[1]; first += group) {
                partials.begin(rows);
                for (int row = first; row < Math.min(first + group, y[0] * y[1]); row++) {
                    int i = row % y[1] * stride - padding + k;
                    if (i < 0 || i >= x[1]) {
                        continue;
                    }
                    int pixel = (row / y[1] * x[1] + i) * x[2] + column * stride - padding + l;
                    for (int r = 0; r < rows; r++) {
                        partials.start(r, blocks.start(0, block) + pixel * x[3] + c + r);
                    }
                    int yAt = blocks.start(1, block) + (row * y[2] + column) * y[3];
                    partials.add(arguments[0], stride * x[3], arguments[1], yAt, end - column);
                }
                boolean complete = ConvolutionWeights.endsSum(first / group) || first + group >= y[0] * y[1];
                for (int r = 0; r < rows; r++) {
                    float[] sum = sums[r];
                    float[] partial = partials.sum(r);
                    for (int o = 0; o < sum.length; o++) {
                        sum[o] += partial[o];
                    }
                    for (int o = 0; complete && o < sum.length; o++) {
                        w[(at + r) * y[3] + o] += sum[o];
                        sum[o] = 0;
                    }
                }
            }
        }
    }
}
