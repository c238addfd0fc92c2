package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.IndexedOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The transpose of {@link IndexSelect}: adds each row of a matrix x [m, n] to the row that its index [m] names, y [rows, n]. Each sum runs over the
 * rows of x in order, with the partial sums of {@link Sum}: 256 terms each, from zero, then their sum, from zero. All of y is NaN where an
 * index is not a whole number from 0 to rows - 1: it is not known where its row belongs. Its derivative in the indices is taken to be zero.
 *
 * @param rows the number of rows of the result
 */
public record IndexAdd(int rows) implements IndexedOp {
    /**
     * Checks the component.
     *
     * @param rows the number of rows of the result
     * @throws ShapeException if it is negative
     */
    public IndexAdd {
        if (rows < 0) {
            throw new ShapeException("a result cannot have " + rows + " rows");
        }
    }

    @Override
    public int trailing(int argument) {
        return argument == 0 ? 2 : 1;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Indices.requireOneForEachRow(blocks.get(0), blocks.get(1));
        return Shape.of(rows, blocks.get(0).dim(-1));
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int m = blocks.block(0).dim(-2);
        int n = blocks.block(0).dim(-1);
        double[] partial = new double[n * rows];
        int[] terms = new int[rows];
        for (int block = from; block < to; block++) {
            int start = block * n * rows;
            boolean known = true;
            Arrays.fill(partial, 0);
            Arrays.fill(terms, 0);
            Arrays.fill(y, start, start + n * rows, 0);
            for (int i = 0; i < m; i++) {
                int row = Indices.row(x[1][blocks.start(1, block) + i], rows);
                known = known && row >= 0;
                boolean full = row >= 0 && terms[row] > 0 && terms[row] % Reductions.PARTIAL == 0;
                for (int j = 0; row >= 0 && j < n; j++) {
                    int at = row * n + j;
                    y[start + at] += full ? partial[at] : 0;
                    partial[at] = (full ? 0 : partial[at]) + x[0][blocks.start(0, block) + i * n + j];
                }
                if (row >= 0) {
                    terms[row]++;
                }
            }
            for (int at = 0; at < n * rows; at++) {
                y[start + at] = known ? y[start + at] + partial[at] : Double.NaN;
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int m = blocks.block(0).dim(-2);
        int n = blocks.block(0).dim(-1);
        float[] partial = new float[n * rows];
        int[] terms = new int[rows];
        for (int block = from; block < to; block++) {
            int start = block * n * rows;
            boolean known = true;
            Arrays.fill(partial, 0);
            Arrays.fill(terms, 0);
            Arrays.fill(y, start, start + n * rows, 0);
            for (int i = 0; i < m; i++) {
                int row = Indices.row(x[1][blocks.start(1, block) + i], rows);
                known = known && row >= 0;
                boolean full = row >= 0 && terms[row] > 0 && terms[row] % Reductions.PARTIAL == 0;
                for (int j = 0; row >= 0 && j < n; j++) {
                    int at = row * n + j;
                    y[start + at] += full ? partial[at] : 0;
                    partial[at] = (full ? 0 : partial[at]) + x[0][blocks.start(0, block) + i * n + j];
                }
                if (row >= 0) {
                    terms[row]++;
                }
            }
            for (int at = 0; at < n * rows; at++) {
                y[start + at] = known ? y[start + at] + partial[at] : Float.NaN;
            }
        }
    }

    @Override
    public Tensor transpose(Tensor yBar, Tensor indices, Shape x) {
        return Ops.sumTo(new IndexSelect().on(yBar, indices), x);
    }
}
