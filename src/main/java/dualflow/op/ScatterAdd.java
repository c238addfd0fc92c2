package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The transpose of {@link Gather}: adds each row of a matrix [indices, n] to the row that its index names, [rows, n]. Each sum
 * runs over the rows in order, with the partial sums of {@link Sum}: 256 terms each, from zero, then their sum, from zero.
 *
 * @param indices the row to which each row is added, from 0
 * @param rows the number of rows of the result
 */
public record ScatterAdd(List<Integer> indices, int rows) implements LinearOp {
    /**
     * Checks and copies the components.
     *
     * @param indices the row to which each row is added, from 0
     * @param rows the number of rows of the result
     * @throws ShapeException if an index is out of range
     */
    public ScatterAdd {
        indices = List.copyOf(indices);
        Gather.requireRows(indices, rows);
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
        if (x.dim(-2) != indices.size()) {
            throw new ShapeException(indices.size() + " indices are given for " + x.dim(-2) + " rows");
        }
        return Shape.of(rows, x.dim(-1));
    }

    /**
     * For each row of the result, the rows that are added to it.
     *
     * @return the rows' indices, in order
     */
    public List<List<Integer>> sources() {
        List<List<Integer>> sources = new ArrayList<>();
        IntStream.range(0, rows).forEach(row -> sources.add(new ArrayList<>()));
        IntStream.range(0, indices.size())
                .forEach(i -> sources.get(indices.get(i)).add(i));
        return sources;
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        List<List<Integer>> sources = sources();
        int n = blocks.result().dim(-1);
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i / blocks.result().size()) + i % n;
            List<Integer> terms = sources.get(i / n % rows);
            double[] numbers = new double[terms.size()];
            for (int j = 0; j < numbers.length; j++) {
                numbers[j] = x[0][start + terms.get(j) * n];
            }
            y[i] = Reductions.sum(numbers);
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        List<List<Integer>> sources = sources();
        int n = blocks.result().dim(-1);
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i / blocks.result().size()) + i % n;
            List<Integer> terms = sources.get(i / n % rows);
            float[] numbers = new float[terms.size()];
            for (int j = 0; j < numbers.length; j++) {
                numbers[j] = x[0][start + terms.get(j) * n];
            }
            y[i] = Reductions.sum(numbers);
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new Gather(indices).on(yBar));
    }

    @Override
    public String toString() {
        return "ScatterAdd of " + indices.size() + " rows to " + rows;
    }
}
