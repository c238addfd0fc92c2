package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The matrix product y_ij = sum_l a_il b_lj over the last two axes, without the products with zeros of triangular factors: of each factor
 * only its triangle is read, of the result only its triangle is computed, and the rest is +0. So an infinity or NaN does not affect
 * anything that does not depend on it. Each sum runs over the remaining l in order, from zero, by fma.
 *
 * @param left the part of a that is used
 * @param right the part of b that is used
 * @param result the part of y that is computed
 */
public record TriangularMatMul(Triangle left, Triangle right, Triangle result) implements BilinearOp {
    @Override
    public int arity() {
        return 2;
    }

    @Override
    public int trailing(int argument) {
        return 2;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        return new MatMul().block(blocks);
    }

    /** The rows of the result. */
    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.block(0).dim(-2);
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int m = blocks.block(0).dim(-2);
        int inner = blocks.block(0).dim(-1);
        int n = blocks.block(1).dim(-1);
        for (int item = from; item < to; item++) {
            int i = item % m;
            int a = blocks.start(0, item / m) + i * inner;
            for (int j = 0; j < n; j++) {
                y[item * n + j] = 0;
            }
            for (int l = left.begin(i); l < left.end(i, inner); l++) {
                int b = blocks.start(1, item / m) + l * n;
                for (int j = begin(i, l); j < end(i, l, n); j++) {
                    y[item * n + j] = Math.fma(x[0][a + l], x[1][b + j], y[item * n + j]);
                }
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int m = blocks.block(0).dim(-2);
        int inner = blocks.block(0).dim(-1);
        int n = blocks.block(1).dim(-1);
        for (int item = from; item < to; item++) {
            int i = item % m;
            int a = blocks.start(0, item / m) + i * inner;
            for (int j = 0; j < n; j++) {
                y[item * n + j] = 0;
            }
            for (int l = left.begin(i); l < left.end(i, inner); l++) {
                int b = blocks.start(1, item / m) + l * n;
                for (int j = begin(i, l); j < end(i, l, n); j++) {
                    y[item * n + j] = Math.fma(x[0][a + l], x[1][b + j], y[item * n + j]);
                }
            }
        }
    }

    /** The first column of the result's row i to which b's row l contributes. */
    private int begin(int i, int l) {
        return Math.max(right.begin(l), result.begin(i));
    }

    /** The column after the last one. */
    private int end(int i, int l, int n) {
        return Math.min(right.end(l, n), result.end(i, n));
    }

    @Override
    public long multiplyAdds(Blocks blocks) {
        int n = blocks.block(1).dim(-1);
        int inner = blocks.block(0).dim(-1);
        long products = 0;
        for (int i = 0; i < blocks.block(0).dim(-2); i++) {
            for (int l = left.begin(i); l < left.end(i, inner); l++) {
                products += Math.max(0, end(i, l, n) - begin(i, l));
            }
        }
        return blocks.count() * products;
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor b, Shape a) {
        return Ops.sumTo(new TriangularMatMul(result, right.transposed(), left).on(yBar, Ops.transpose(b)), a);
    }

    @Override
    public Tensor transposeRight(Tensor yBar, Tensor a, Shape b) {
        return Ops.sumTo(new TriangularMatMul(left.transposed(), result, right).on(Ops.transpose(a), yBar), b);
    }
}
