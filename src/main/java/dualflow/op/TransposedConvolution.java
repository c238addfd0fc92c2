package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The transpose of {@link Convolution} in its image: of an image [H', W', in] and weights [h, w, in, out]
 *
 * <p>y_ijo = sum over k, l, c of x_abc w_klco where i = a s - p + k and j = b s - p + l,
 *
 * <p>an image [H, W, out]. H and W must be given, since several lengths have H' positions. The weights are those of the
 * convolution with their last two axes exchanged.
 *
 * <p>Each sum runs from zero, by fma, over k, then l, then c in order; taps without a position are skipped.
 *
 * @param stride s, at least 1
 * @param padding p, the number of pixels cropped on each side of the result
 * @param height H, such that floor((H + 2 p - h) / s) + 1 = H'
 * @param width W, likewise
 */
public record TransposedConvolution(int stride, int padding, int height, int width) implements BilinearOp {
    /**
     * Checks the components.
     *
     * @param stride s, at least 1
     * @param padding p, the number of pixels cropped on each side of the result
     * @param height H, such that floor((H + 2 p - h) / s) + 1 = H'
     * @param width W, likewise
     * @throws ShapeException if they do not fit
     */
    public TransposedConvolution {
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
        return argument == 0 ? 3 : 4;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape x = blocks.get(0);
        Shape w = blocks.get(1);
        Convolutions.requireChannels(x, w);
        Shape y = Shape.of(height, width, w.dim(-1));
        loops().require(y, w.dim(-4), w.dim(-3), x);
        return y;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int[] image = blocks.block(0).dims();
        int[] kernel = blocks.block(1).dims();
        int[] result = blocks.result().dims();
        int size = blocks.result().size();
        for (int at = from * size; at < to * size; at++) {
            int i = at % size / (result[1] * result[2]);
            int j = at / result[2] % result[1];
            int o = at % result[2];
            double sum = 0;
            for (int k = 0; k < kernel[0]; k++) {
                for (int l = 0; l < kernel[1]; l++) {
                    int row = loops().source(i, k, image[0], true);
                    int column = loops().source(j, l, image[1], true);
                    boolean inside = row >= 0 && column >= 0;
                    int pixel = blocks.start(0, at / size) + (row * image[1] + column) * image[2];
                    int tap = blocks.start(1, at / size) + (k * kernel[1] + l) * kernel[2] * kernel[3];
                    for (int c = 0; inside && c < image[2]; c++) {
                        sum = Math.fma(x[0][pixel + c], x[1][tap + c * kernel[3] + o], sum);
                    }
                }
            }
            y[at] = sum;
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int[] image = blocks.block(0).dims();
        int[] kernel = blocks.block(1).dims();
        int[] result = blocks.result().dims();
        int size = blocks.result().size();
        for (int at = from * size; at < to * size; at++) {
            int i = at % size / (result[1] * result[2]);
            int j = at / result[2] % result[1];
            int o = at % result[2];
            float sum = 0;
            for (int k = 0; k < kernel[0]; k++) {
                for (int l = 0; l < kernel[1]; l++) {
                    int row = loops().source(i, k, image[0], true);
                    int column = loops().source(j, l, image[1], true);
                    boolean inside = row >= 0 && column >= 0;
                    int pixel = blocks.start(0, at / size) + (row * image[1] + column) * image[2];
                    int tap = blocks.start(1, at / size) + (k * kernel[1] + l) * kernel[2] * kernel[3];
                    for (int c = 0; inside && c < image[2]; c++) {
                        sum = Math.fma(x[0][pixel + c], x[1][tap + c * kernel[3] + o], sum);
                    }
                }
            }
            y[at] = sum;
        }
    }

    @Override
    public long multiplyAdds(Blocks blocks) {
        return (long) blocks.count()
                * blocks.block(0).leading(1).size()
                * blocks.block(1).size();
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        return Ops.sumTo(new Convolution(stride, padding).on(yBar, Ops.transpose(right)), left);
    }

    @Override
    public Tensor transposeRight(Tensor yBar, Tensor left, Shape right) {
        Shape exchanged = right.leading(2).then(Shape.of(right.dim(-1), right.dim(-2)));
        return Ops.transpose(loops().weights(yBar, left, exchanged));
    }
}
