package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Rows of a matrix [rows, n] by constant indices: y_ij = x_(indices i)j, [indices, n].
 *
 * @param indices the rows, each from 0
 */
public record Gather(List<Integer> indices) implements LinearOp {
    /**
     * Copies the components.
     *
     * @param indices the rows, each from 0
     */
    public Gather {
        indices = List.copyOf(indices);
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
        requireRows(indices, x.dim(-2));
        return Shape.of(indices.size(), x.dim(-1));
    }

    static void requireRows(List<Integer> indices, int rows) {
        for (int i = 0; i < indices.size(); i++) {
            if (indices.get(i) < 0 || indices.get(i) >= rows) {
                throw new ShapeException("index " + i + " is " + indices.get(i) + "; the rows are 0 .. " + (rows - 1));
            }
        }
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * indices.size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int n = blocks.result().dim(-1);
        int count = indices.size();
        for (int i = from; i < to; i++) {
            int row = blocks.start(0, i / count) + indices.get(i % count) * n;
            System.arraycopy(x[0], row, y, i * n, n);
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int n = blocks.result().dim(-1);
        int count = indices.size();
        for (int i = from; i < to; i++) {
            int row = blocks.start(0, i / count) + indices.get(i % count) * n;
            System.arraycopy(x[0], row, y, i * n, n);
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new ScatterAdd(indices, inputs.get(0).dim(-2)).on(yBar));
    }

    @Override
    public String toString() {
        return "Gather of " + indices.size() + " rows";
    }
}
