package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The convolution of neural networks (a cross-correlation) of an image [H, W, in] and weights [h, w, in, out]:
 *
 * <p>y_ijo = sum over k, l, c of x_(i s - p + k)(j s - p + l)c w_klco, an image [H', W', out] with H' = floor((H + 2 p - h) / s) +
 * 1 and W' likewise.
 *
 * <p>Each sum runs from zero, by fma, over k, then l, then c in order; taps outside the image are skipped.
 *
 * @param stride s, at least 1
 * @param padding zero padding of p on each side
 */
public record Convolution(int stride, int padding) implements BilinearOp {
    /**
     * Checks the components.
     *
     * @param stride s, at least 1
     * @param padding zero padding of p on each side
     * @throws ShapeException if they do not fit
     */
    public Convolution {
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
        return Shape.of(loops().positions(x.dim(-3), w.dim(-4)), loops().positions(x.dim(-2), w.dim(-3)), w.dim(-1));
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
                    int row = i * stride - padding + k;
                    int column = j * stride - padding + l;
                    boolean inside = row >= 0 && row < image[0] && column >= 0 && column < image[1];
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
                    int row = i * stride - padding + k;
                    int column = j * stride - padding + l;
                    boolean inside = row >= 0 && row < image[0] && column >= 0 && column < image[1];
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
                * blocks.result().leading(1).size()
                * blocks.block(1).size();
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        Tensor xBar =
                new TransposedConvolution(stride, padding, left.dim(-3), left.dim(-2)).on(yBar, Ops.transpose(right));
        return Ops.sumTo(xBar, left);
    }

    @Override
    public Tensor transposeRight(Tensor yBar, Tensor left, Shape right) {
        return loops().weights(left, yBar, right);
    }
}
