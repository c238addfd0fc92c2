package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.tensor.Walk;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reorders the last axes: axis i of the result's last ones is axis {@code order.get(i)} of the argument's.
 *
 * @param order a permutation of 0 .. n-1, counted from the left among the last n axes
 */
public record Permute(List<Integer> order) implements LinearOp {
    /**
     * Checks the components.
     *
     * @param order a permutation of 0 .. n-1, counted from the left among the last n axes
     * @throws ShapeException if they do not fit
     */
    public Permute {
        order = List.copyOf(order);
        if (!order.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, order.size()).boxed().toList())) {
            throw new ShapeException(order + " is not a permutation of 0 .. " + (order.size() - 1)
                    + ", the last axes counted from the left among them");
        }
    }

    /**
     * Reorders the last axes.
     *
     * @param order a permutation of 0 .. n-1
     */
    public Permute(int... order) {
        this(IntStream.of(order).boxed().toList());
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return order.size();
    }

    @Override
    public Shape block(List<Shape> blocks) {
        return Shape.of(permuted(blocks.get(0).dims()));
    }

    private int[] permuted(int[] values) {
        return order.stream().mapToInt(axis -> values[axis]).toArray();
    }

    /**
     * The offset of each element of a result's block in the argument's block.
     *
     * @param blocks the layout of the blocks of argument and result
     * @return the offsets in the argument's block
     */
    public Walk source(Blocks blocks) {
        return Walk.over(blocks.result().dims(), permuted(Walk.rowMajorStrides(blocks.block(0))));
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int[] source = source(blocks).offsets();
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i);
            for (int j = 0; j < source.length; j++) {
                y[i * source.length + j] = x[0][start + source[j]];
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int[] source = source(blocks).offsets();
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i);
            for (int j = 0; j < source.length; j++) {
                y[i * source.length + j] = x[0][start + source[j]];
            }
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        int[] inverse = new int[order.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[order.get(i)] = i;
        }
        return List.of(Ops.permute(yBar, inverse));
    }
}
