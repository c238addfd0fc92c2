package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The windows of an image [H, W, C], each as its elements in row-major order: [H', W', window window, C] with H' = floor((H + 2
 * padding - window) / stride) + 1 and W' likewise; zeros outside the image.
 *
 * @param window the window's height and width
 * @param stride the stride of the window
 * @param padding zero padding on each side
 */
public record Unfold(int window, int stride, int padding) implements LinearOp {
    /**
     * Checks the components.
     *
     * @param window the window's height and width
     * @param stride the stride of the window
     * @param padding zero padding on each side
     * @throws ShapeException if they do not fit
     */
    public Unfold {
        new Convolutions(stride, padding);
        Math.multiplyExact(window, window);
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return 3;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape x = blocks.get(0);
        Convolutions sizes = new Convolutions(stride, padding);
        return Shape.of(
                sizes.positions(x.dim(-3), window), sizes.positions(x.dim(-2), window), window * window, x.dim(-1));
    }

    /** The index in the argument of element i of the result; -1 outside the image. */
    private int source(Blocks blocks, int i) {
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        Convolutions sizes = new Convolutions(stride, padding);
        int channels = x.dim(-1);
        int tap = i / channels % (window * window);
        int pixel = i % y.size() / channels / (window * window);
        int row = sizes.source(pixel / y.dim(-3), tap / window, x.dim(-3), false);
        int column = sizes.source(pixel % y.dim(-3), tap % window, x.dim(-2), false);
        int place = (row * x.dim(-2) + column) * channels + i % channels;
        return row < 0 || column < 0 ? -1 : blocks.start(0, i / y.size()) + place;
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        for (int i = from; i < to; i++) {
            int at = source(blocks, i);
            y[i] = at < 0 ? 0 : x[0][at];
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        for (int i = from; i < to; i++) {
            int at = source(blocks, i);
            y[i] = at < 0 ? 0 : x[0][at];
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        Shape x = inputs.get(0);
        return List.of(new Fold(window, stride, padding, x.dim(-3), x.dim(-2)).on(yBar));
    }
}
