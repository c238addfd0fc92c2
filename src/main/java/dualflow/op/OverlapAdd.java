package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The transpose of {@link SlidingWindows}: windows x [n', window, c], added where they overlap, y [n, c] with y_lj = sum over i, k where i s + k d = l of
 * x_ikj. Each sum runs from zero over k in order.
 *
 * @param stride s, by how many rows a window follows the one before
 * @param dilation d, by how many rows a row of a window follows the one before
 * @param rows n, such that n' windows fit
 */
public record OverlapAdd(int stride, int dilation, int rows) implements LinearOp {
    /**
     * Checks the components.
     *
     * @param stride by how many rows a window follows the one before
     * @param dilation by how many rows a row of a window follows the one before
     * @param rows the number of rows of the result
     * @throws ShapeException if stride or dilation is not at least 1
     */
    public OverlapAdd {
        new SlidingWindows(1, stride, dilation);
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
        int positions = new SlidingWindows(x.dim(-2), stride, dilation).positions(rows);
        if (positions != x.dim(-3)) {
            throw new ShapeException(
                    positions + " windows fit in an axis of length " + rows + ", and " + x.dim(-3) + " are given");
        }
        return Shape.of(rows, x.dim(-1));
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * rows;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int positions = blocks.block(0).dim(-3);
        int window = blocks.block(0).dim(-2);
        int c = blocks.block(0).dim(-1);
        for (int i = from; i < to; i++) {
            for (int j = 0; j < c; j++) {
                double sum = 0;
                for (int k = 0; k < window; k++) {
                    int at = i % rows - k * dilation;
                    if (at >= 0 && at % stride == 0 && at / stride < positions) {
                        sum += x[0][blocks.start(0, i / rows) + (at / stride * window + k) * c + j];
                    }
                }
                y[i * c + j] = sum;
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int positions = blocks.block(0).dim(-3);
        int window = blocks.block(0).dim(-2);
        int c = blocks.block(0).dim(-1);
        for (int i = from; i < to; i++) {
            for (int j = 0; j < c; j++) {
                float sum = 0;
                for (int k = 0; k < window; k++) {
                    int at = i % rows - k * dilation;
                    if (at >= 0 && at % stride == 0 && at / stride < positions) {
                        sum += x[0][blocks.start(0, i / rows) + (at / stride * window + k) * c + j];
                    }
                }
                y[i * c + j] = sum;
            }
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new SlidingWindows(inputs.get(0).dim(-2), stride, dilation).on(yBar));
    }
}
