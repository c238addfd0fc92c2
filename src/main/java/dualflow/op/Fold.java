package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The transpose of {@link Unfold}: windows [H', W', window window, C] summed where they overlap, an image [H, W, C]. Each sum
 * runs from zero over the positions in a window in row-major order.
 *
 * @param window the window's height and width
 * @param stride the stride of the window
 * @param padding the number of pixels cropped on each side
 * @param height H, such that floor((H + 2 padding - window) / stride) + 1 = H'
 * @param width W, likewise
 */
public record Fold(int window, int stride, int padding, int height, int width) implements LinearOp {
    /**
     * Checks the components.
     *
     * @param window the window's height and width
     * @param stride the stride of the window
     * @param padding the number of pixels cropped on each side
     * @param height H, such that floor((H + 2 padding - window) / stride) + 1 = H'
     * @param width W, likewise
     * @throws ShapeException if they do not fit
     */
    public Fold {
        new Unfold(window, stride, padding);
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return 4;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape x = blocks.get(0);
        Shape y = Shape.of(height, width, x.dim(-1));
        if (x.dim(-2) != window * window) {
            throw new ShapeException("axis -2 has not the " + window * window + " numbers of a window");
        }
        new Convolutions(stride, padding).require(y, window, window, Shape.of(x.dim(-4), x.dim(-3), x.dim(-1)));
        return y;
    }

    /** The index of the element of the argument that tap adds to result i; -1 where there is none. */
    private int source(Blocks blocks, int i, int tap) {
        Shape x = blocks.block(0);
        Convolutions sizes = new Convolutions(stride, padding);
        int channels = x.dim(-1);
        int pixel = i % blocks.result().size() / channels;
        int row = sizes.source(pixel / width, tap / window, x.dim(-4), true);
        int column = sizes.source(pixel % width, tap % window, x.dim(-3), true);
        int place = ((row * x.dim(-3) + column) * x.dim(-2) + tap) * channels + i % channels;
        return row < 0 || column < 0 ? -1 : blocks.start(0, i / blocks.result().size()) + place;
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int tap = 0; tap < window * window; tap++) {
                int at = source(blocks, i, tap);
                sum = at < 0 ? sum : sum + x[0][at];
            }
            y[i] = sum;
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        for (int i = from; i < to; i++) {
            float sum = 0;
            for (int tap = 0; tap < window * window; tap++) {
                int at = source(blocks, i, tap);
                sum = at < 0 ? sum : sum + x[0][at];
            }
            y[i] = sum;
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(Ops.unfold(yBar, window, stride, padding));
    }
}
