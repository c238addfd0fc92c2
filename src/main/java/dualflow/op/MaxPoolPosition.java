package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The position of the greatest element in each window of an image [H, W, C], as {@link MaxPool} selects it: row times the window's
 * width plus column, [H', W', C]. Of equal elements it is the first in row-major order, and where there are NaNs the last of
 * them, as in PyTorch. Its derivative is taken to be zero everywhere.
 *
 * @param window the window's height and width
 * @param stride the stride of the window
 * @param padding padding on each side, at most half of the window
 */
public record MaxPoolPosition(int window, int stride, int padding) implements NonlinearOp {
    /**
     * Checks the components.
     *
     * @param window the window's height and width
     * @param stride the stride of the window
     * @param padding padding on each side, at most half of the window
     * @throws ShapeException if they do not fit
     */
    public MaxPoolPosition {
        new Convolutions(stride, padding);
        if (window < 1 || padding > window / 2) {
            throw new ShapeException("a window of " + window + " with padding " + padding
                    + " could lie outside of the image; padding is at most half of the window");
        }
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
        if (x.dim(-3) == 0 || x.dim(-2) == 0) {
            throw new ShapeException("the image has no pixels");
        }
        Convolutions sizes = new Convolutions(stride, padding);
        return Shape.of(sizes.positions(x.dim(-3), window), sizes.positions(x.dim(-2), window), x.dim(-1));
    }

    /** The index in the argument of an element of result i's window; -1 outside the image. */
    int offset(Blocks blocks, int i, int position) {
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        Convolutions sizes = new Convolutions(stride, padding);
        int pixel = i % y.size() / y.dim(-1);
        int row = sizes.source(pixel / y.dim(-2), position / window, x.dim(-3), false);
        int column = sizes.source(pixel % y.dim(-2), position % window, x.dim(-2), false);
        int place = (row * x.dim(-2) + column) * x.dim(-1) + i % y.dim(-1);
        return row < 0 || column < 0 ? -1 : blocks.start(0, i / y.size()) + place;
    }

    int greatest(Blocks blocks, double[] x, int i) {
        int best = -1;
        double max = 0;
        for (int position = 0; position < window * window; position++) {
            int at = offset(blocks, i, position);
            if (at >= 0 && (best < 0 || x[at] > max || Double.isNaN(x[at]))) {
                best = position;
                max = x[at];
            }
        }
        return best;
    }

    int greatest(Blocks blocks, float[] x, int i) {
        int best = -1;
        float max = 0;
        for (int position = 0; position < window * window; position++) {
            int at = offset(blocks, i, position);
            if (at >= 0 && (best < 0 || x[at] > max || Float.isNaN(x[at]))) {
                best = position;
                max = x[at];
            }
        }
        return best;
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        for (int i = from; i < to; i++) {
            y[i] = greatest(blocks, x[0], i);
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        for (int i = from; i < to; i++) {
            y[i] = greatest(blocks, x[0], i);
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return null;
    }
}
