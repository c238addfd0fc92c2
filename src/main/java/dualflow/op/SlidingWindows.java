package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Windows that slide along the rows of x [n, c]: y_ikj = x_(i s + k d)j, [n', window, c] with n' = floor((n - (window - 1) d - 1) / s) + 1.
 *
 * @param window the number of rows of a window
 * @param stride s, by how many rows a window follows the one before
 * @param dilation d, by how many rows a row of a window follows the one before
 */
public record SlidingWindows(int window, int stride, int dilation) implements LinearOp {
    /**
     * Checks the components.
     *
     * @param window the number of rows of a window
     * @param stride by how many rows a window follows the one before
     * @param dilation by how many rows a row of a window follows the one before
     * @throws ShapeException if one is not at least 1
     */
    public SlidingWindows {
        if (window < 1 || stride < 1 || dilation < 1) {
            throw new ShapeException("a window of " + window + " with stride " + stride + " and dilation " + dilation
                    + "; each is to be at least 1");
        }
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return 2;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape x = blocks.get(0);
        return Shape.of(positions(x.dim(-2)), window, x.dim(-1));
    }

    /** The number of windows in so many rows. */
    int positions(int rows) {
        long span = (window - 1L) * dilation + 1;
        if (span > rows) {
            throw new ShapeException(
                    "a window that spans " + span + " places does not fit in an axis of length " + rows);
        }
        return (int) ((rows - span) / stride) + 1;
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().leading(1).size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int c = blocks.result().dim(-1);
        int rows = blocks.result().leading(1).size();
        for (int i = from; i < to; i++) {
            int row = i % rows / window * stride + i % window * dilation;
            System.arraycopy(x[0], blocks.start(0, i / rows) + row * c, y, i * c, c);
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int c = blocks.result().dim(-1);
        int rows = blocks.result().leading(1).size();
        for (int i = from; i < to; i++) {
            int row = i % rows / window * stride + i % window * dilation;
            System.arraycopy(x[0], blocks.start(0, i / rows) + row * c, y, i * c, c);
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new OverlapAdd(stride, dilation, inputs.get(0).dim(-2)).on(yBar));
    }
}
