package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.tensor.Walk;
import java.util.List;

/**
 * Repeats elements along missing axes and axes of length 1.
 *
 * @param from the trailing axes of the argument
 * @param to the trailing axes of the result, to which {@code from} broadcasts
 */
public record Broadcast(Shape from, Shape to) implements LinearOp {
    /**
     * Checks the components.
     *
     * @param from the trailing axes of the argument
     * @param to the trailing axes of the result, to which {@code from} broadcasts
     * @throws ShapeException if they do not fit
     */
    public Broadcast {
        requireBroadcast(from, to);
    }

    static void requireBroadcast(Shape from, Shape to) {
        if (from.rank() > to.rank() || !Shape.broadcast(List.of(from, to)).equals(to)) {
            throw new ShapeException("shape " + from + " does not broadcast to " + to);
        }
    }

    /** Whether an axis of {@code to}, counted from the left, is an axis of {@code from} and not a repetition. */
    static boolean isKept(Shape from, Shape to, int axis) {
        int fromRight = axis - to.rank();
        return -fromRight <= from.rank() && from.dim(fromRight) == to.dim(fromRight);
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return from.rank();
    }

    @Override
    public Shape block(List<Shape> blocks) {
        if (!blocks.get(0).equals(from)) {
            throw new ShapeException("the trailing axes are not " + from);
        }
        return to;
    }

    /**
     * The offset of each element of a result's block in the argument's block.
     *
     * @return the offsets in the argument's block
     */
    public Walk source() {
        int[] own = Walk.rowMajorStrides(from);
        int[] strides = new int[to.rank()];
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = isKept(from, to, axis) ? own[axis - to.rank() + from.rank()] : 0;
        }
        return Walk.over(to.dims(), strides);
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int[] source = source().offsets();
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i);
            for (int j = 0; j < source.length; j++) {
                y[i * source.length + j] = x[0][start + source[j]];
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int[] source = source().offsets();
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i);
            for (int j = 0; j < source.length; j++) {
                y[i * source.length + j] = x[0][start + source[j]];
            }
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new Sum(to, from).on(yBar));
    }
}
