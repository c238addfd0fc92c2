package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Zeros before and after a tensor along an axis. The axis is the first of a block, so the zeros are contiguous.
 *
 * @param axis the axis, counted from the right: 1 is the last
 * @param before the number of zeros to put before index 0
 * @param after the number of zeros to put after the last index
 */
public record Pad(int axis, int before, int after) implements LinearOp {
    /**
     * Checks the components.
     *
     * @param axis the axis, counted from the right: 1 is the last
     * @param before the number of zeros to put before index 0
     * @param after the number of zeros to put after the last index
     * @throws ShapeException if they do not fit
     */
    public Pad {
        if (before < 0 || after < 0) {
            throw new ShapeException("cannot pad by " + before + " and " + after + "; use slice to cut");
        }
    }

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
        return x.trailing(axis - 1).withFirst(before + x.dim(-axis) + after);
    }

    private int offset(Blocks blocks) {
        return before * blocks.block(0).trailing(axis - 1).size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        Arrays.fill(y, from * blocks.result().size(), to * blocks.result().size(), 0);
        for (int i = from; i < to; i++) {
            int at = i * blocks.result().size() + offset(blocks);
            System.arraycopy(x[0], blocks.start(0, i), y, at, blocks.block(0).size());
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        Arrays.fill(y, from * blocks.result().size(), to * blocks.result().size(), 0);
        for (int i = from; i < to; i++) {
            int at = i * blocks.result().size() + offset(blocks);
            System.arraycopy(x[0], blocks.start(0, i), y, at, blocks.block(0).size());
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(Ops.slice(yBar, -axis, before, inputs.get(0).dim(-axis)));
    }
}
