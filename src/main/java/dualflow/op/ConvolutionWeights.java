package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The transpose of {@link Convolution} in its weights, summed over a batch: of images x [N, H, W, C] and y [N, H', W', O]
 *
 * <p>w_klco = sum over n, i, j of x_n(i s - p + k)(j s - p + l)c y_nijo, weights [h, w, C, O].
 *
 * <p>The terms run over n, i, j in order; those outside x are skipped. Sums are long, so they are composed of partial sums: of
 * the N H' rows, groups of max(1, floor(256 / W')) give a partial sum each, from zero, by fma; 8 consecutive partial sums
 * are added in order, from zero, and then these sums, in order, from zero.
 *
 * @param stride s, at least 1
 * @param padding zero padding of x by p on each side
 * @param height h, the kernel's height
 * @param width w, the kernel's width
 */
public record ConvolutionWeights(int stride, int padding, int height, int width) implements BilinearOp {
    /** The approximate number of terms of a partial sum. */
    private static final int PARTIAL = 256;

    /** The number of partial sums that are added before their sums are. */
    private static final int PARTIALS = 8;

    /**
     * Checks the components.
     *
     * @param stride s, at least 1
     * @param padding zero padding of x by p on each side
     * @param height h, the kernel's height
     * @param width w, the kernel's width
     * @throws ShapeException if they do not fit
     */
    public ConvolutionWeights {
        new Convolutions(stride, padding);
    }

    private Convolutions loops() {
        return new Convolutions(stride, padding);
    }

    @Override
    public int arity() {
        return 2;
    }

    @Override
    public int trailing(int argument) {
        return 4;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape x = blocks.get(0);
        Shape y = blocks.get(1);
        if (x.dim(-4) != y.dim(-4)) {
            throw new ShapeException("the batches have " + x.dim(-4) + " and " + y.dim(-4) + " images");
        }
        loops().require(x, height, width, y);
        return Shape.of(height, width, x.dim(-1), y.dim(-1));
    }

    /**
     * The rows of y that give one partial sum.
     *
     * @param y the shape of y, [N, H', W', O]
     * @return the number of these of its N H' rows
     */
    public static int rowsOfPartial(Shape y) {
        return Math.max(1, PARTIAL / Math.max(1, y.dim(-2)));
    }

    /**
     * Whether a partial sum is the last of those that are added together before their sum is added to the rest.
     *
     * @param partial its index, from 0
     * @return true for every eighth
     */
    public static boolean endsSum(int partial) {
        return partial % PARTIALS == PARTIALS - 1;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] arguments, double[] w) {
        int[] x = blocks.block(0).dims();
        int[] y = blocks.block(1).dims();
        int size = blocks.result().size();
        for (int at = from * size; at < to * size; at++) {
            int k = at % size / (width * x[3] * y[3]);
            int l = at / (x[3] * y[3]) % width;
            int c = at / y[3] % x[3];
            int o = at % y[3];
            int xAt = blocks.start(0, at / size) + c;
            int yAt = blocks.start(1, at / size) + o;
            int rows = y[0] * y[1];
            int group = rowsOfPartial(blocks.block(1));
            double all = 0;
            double sum = 0;
            for (int first = 0; first < rows; first += group) {
                double partial = 0;
                for (int row = first; row < Math.min(first + group, rows); row++) {
                    int i = loops().source(row % y[1], k, x[1], false);
                    for (int column = 0; column < y[2]; column++) {
                        int j = loops().source(column, l, x[2], false);
                        if (i >= 0 && j >= 0) {
                            int pixel = (row / y[1] * x[1] + i) * x[2] + j;
                            double factor = arguments[1][yAt + (row * y[2] + column) * y[3]];
                            partial = Math.fma(arguments[0][xAt + pixel * x[3]], factor, partial);
                        }
                    }
                }
                sum += partial;
                if (endsSum(first / group) || first + group >= rows) {
                    all += sum;
                    sum = 0;
                }
            }
            w[at] = all;
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] arguments, float[] w) {
        int[] x = blocks.block(0).dims();
        int[] y = blocks.block(1).dims();
        int size = blocks.result().size();
        for (int at = from * size; at < to * size; at++) {
            int k = at % size / (width * x[3] * y[3]);
            int l = at / (x[3] * y[3]) % width;
            int c = at / y[3] % x[3];
            int o = at % y[3];
            int xAt = blocks.start(0, at / size) + c;
            int yAt = blocks.start(1, at / size) + o;
            int rows = y[0] * y[1];
            int group = rowsOfPartial(blocks.block(1));
            float all = 0;
            float sum = 0;
            for (int first = 0; first < rows; first += group) {
                float partial = 0;
                for (int row = first; row < Math.min(first + group, rows); row++) {
                    int i = loops().source(row % y[1], k, x[1], false);
                    for (int column = 0; column < y[2]; column++) {
                        int j = loops().source(column, l, x[2], false);
                        if (i >= 0 && j >= 0) {
                            int pixel = (row / y[1] * x[1] + i) * x[2] + j;
                            float factor = arguments[1][yAt + (row * y[2] + column) * y[3]];
                            partial = Math.fma(arguments[0][xAt + pixel * x[3]], factor, partial);
                        }
                    }
                }
                sum += partial;
                if (endsSum(first / group) || first + group >= rows) {
                    all += sum;
                    sum = 0;
                }
            }
            w[at] = all;
        }
    }

    @Override
    public long multiplyAdds(Blocks blocks) {
        return (long) blocks.count()
                * blocks.result().size()
                * blocks.block(1).leading(1).size();
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        Tensor weights = Ops.transpose(forEachImage(yBar));
        Tensor xBar = new TransposedConvolution(stride, padding, left.dim(-3), left.dim(-2)).on(right, weights);
        return Ops.sumTo(xBar, left);
    }

    @Override
    public Tensor transposeRight(Tensor yBar, Tensor left, Shape right) {
        return Ops.sumTo(new Convolution(stride, padding).on(left, forEachImage(yBar)), right);
    }

    /** The weights with an axis of length 1 where the images have N. */
    private static Tensor forEachImage(Tensor weights) {
        return Ops.insertAxes(weights, weights.shape().rank() - 4, 1);
    }
}
