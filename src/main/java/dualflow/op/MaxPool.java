package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The greatest element in each window of an image [H, W, C]: [H', W', C] with H' = floor((H + 2 padding - window) / stride) + 1
 * and W' likewise. Pixels outside the image count as negative infinity; NaN where an element of the window is NaN. Its
 * derivative is that of the greatest element, of equal ones the first in row-major order.
 *
 * @param window the window's height and width
 * @param stride the stride of the window
 * @param padding padding on each side, at most half of the window
 */
public record MaxPool(int window, int stride, int padding) implements NonlinearOp {
    /**
     * Checks the components.
     *
     * @param window the window's height and width
     * @param stride the stride of the window
     * @param padding padding on each side, at most half of the window
     * @throws ShapeException if they do not fit
     */
    public MaxPool {
        new MaxPoolPosition(window, stride, padding);
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
        return positions().block(blocks);
    }

    private MaxPoolPosition positions() {
        return new MaxPoolPosition(window, stride, padding);
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        for (int i = from; i < to; i++) {
            y[i] = x[0][positions().offset(blocks, i, positions().greatest(blocks, x[0], i))];
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        for (int i = from; i < to; i++) {
            y[i] = x[0][positions().offset(blocks, i, positions().greatest(blocks, x[0], i))];
        }
    }

    /** The sum over the window, with all but the greatest element replaced by zeros. */
    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor position = positions().on(x.get(0));
        double[] every = IntStream.range(0, window * window).asDoubleStream().toArray();
        Tensor other = Ops.compare(
                Ops.insertAxes(position, position.shape().rank() - 1, 1),
                y.device().tensor(y.dtype(), Shape.of(every.length, 1), every));
        Tensor chosen = Ops.shift(Ops.negate(Ops.abs(other)), 1);
        return Ops.sumWindow(Ops.select(chosen, Ops.unfold(xDot.get(0), window, stride, padding)));
    }
}
