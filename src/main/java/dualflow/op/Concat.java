package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Concatenates two tensors along an axis; other leading axes broadcast. The axis is the first of a block, so a block of
 * the result is the first argument's block, then the second's.
 *
 * @param axis the axis, counted from the right: 1 is the last
 */
public record Concat(int axis) implements LinearOp {
    @Override
    public int arity() {
        return 2;
    }

    @Override
    public int trailing(int argument) {
        return axis;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape a = blocks.get(0);
        Shape b = blocks.get(1);
        if (!a.trailing(axis - 1).equals(b.trailing(axis - 1))) {
            throw new ShapeException("the parts differ in an axis after the one along which they are joined");
        }
        return a.trailing(axis - 1).withFirst(a.dim(-axis) + b.dim(-axis));
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int first = blocks.block(0).size();
        int second = blocks.block(1).size();
        for (int i = from; i < to; i++) {
            System.arraycopy(x[0], blocks.start(0, i), y, i * (first + second), first);
            System.arraycopy(x[1], blocks.start(1, i), y, i * (first + second) + first, second);
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int first = blocks.block(0).size();
        int second = blocks.block(1).size();
        for (int i = from; i < to; i++) {
            System.arraycopy(x[0], blocks.start(0, i), y, i * (first + second), first);
            System.arraycopy(x[1], blocks.start(1, i), y, i * (first + second) + first, second);
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        int first = inputs.get(0).dim(-axis);
        int second = inputs.get(1).dim(-axis);
        return List.of(
                Ops.sumTo(Ops.slice(yBar, -axis, 0, first), inputs.get(0)),
                Ops.sumTo(Ops.slice(yBar, -axis, first, second), inputs.get(1)));
    }

    @Override
    public Tensor alone(int argument, Tensor x, List<Shape> inputs) {
        int other = inputs.get(1 - argument).dim(-axis);
        return argument == 0 ? Ops.pad(x, -axis, 0, other) : Ops.pad(x, -axis, other, 0);
    }
}
