package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * A part of a tensor along an axis. The axis is the first of a block, so the part is contiguous.
 *
 * @param axis the axis, counted from the right: 1 is the last
 * @param start the first index, from 0
 * @param length the number of indices
 */
public record Slice(int axis, int start, int length) implements LinearOp {
    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return axis;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape x = blocks.get(0);
        if (start < 0 || length < 0 || start > x.dim(-axis) - length) {
            throw new ShapeException("indices " + start + " .. " + (start + length - 1)
                    + " are not in an axis of length " + x.dim(-axis));
        }
        return x.trailing(axis - 1).withFirst(length);
    }

    private int offset(Blocks blocks) {
        return start * blocks.block(0).trailing(axis - 1).size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int size = blocks.result().size();
        for (int i = from; i < to; i++) {
            System.arraycopy(x[0], blocks.start(0, i) + offset(blocks), y, i * size, size);
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int size = blocks.result().size();
        for (int i = from; i < to; i++) {
            System.arraycopy(x[0], blocks.start(0, i) + offset(blocks), y, i * size, size);
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        int after = inputs.get(0).dim(-axis) - start - length;
        return List.of(Ops.pad(yBar, -axis, start, after));
    }
}
