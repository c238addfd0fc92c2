package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.IndexedOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Rows of a matrix x [rows, n] by a tensor of indices [m]: y_ij = x_(index i)j, [m, n]. A row of the result is NaN where its index is not a
 * whole number from 0 to rows - 1. Its derivative in the indices is taken to be zero everywhere.
 */
public record IndexSelect() implements IndexedOp {
    @Override
    public int trailing(int argument) {
        return argument == 0 ? 2 : 1;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        return Shape.of(blocks.get(1).dim(-1), blocks.get(0).dim(-1));
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().dim(-2);
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int rows = blocks.block(0).dim(-2);
        int n = blocks.block(0).dim(-1);
        int m = blocks.result().dim(-2);
        for (int i = from; i < to; i++) {
            int row = Indices.row(x[1][blocks.start(1, i / m) + i % m], rows);
            int start = blocks.start(0, i / m) + row * n;
            for (int j = 0; j < n; j++) {
                y[i * n + j] = row < 0 ? Double.NaN : x[0][start + j];
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int rows = blocks.block(0).dim(-2);
        int n = blocks.block(0).dim(-1);
        int m = blocks.result().dim(-2);
        for (int i = from; i < to; i++) {
            int row = Indices.row(x[1][blocks.start(1, i / m) + i % m], rows);
            int start = blocks.start(0, i / m) + row * n;
            for (int j = 0; j < n; j++) {
                y[i * n + j] = row < 0 ? Float.NaN : x[0][start + j];
            }
        }
    }

    @Override
    public Tensor transpose(Tensor yBar, Tensor indices, Shape x) {
        return Ops.sumTo(new IndexAdd(x.dim(-2)).on(yBar, indices), x);
    }
}
