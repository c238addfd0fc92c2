package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The matrix product y_ij = sum_l a_il b_lj over the last two axes. Each sum runs over l in order, from zero, by fma.
 */
public record MatMul() implements BilinearOp {
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
        Shape a = blocks.get(0);
        Shape b = blocks.get(1);
        if (a.dim(-1) != b.dim(-2)) {
            throw new ShapeException(
                    "the left factor has " + a.dim(-1) + " columns, the right one " + b.dim(-2) + " rows");
        }
        return Shape.of(a.dim(-2), b.dim(-1));
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int m = blocks.block(0).dim(-2);
        int inner = blocks.block(0).dim(-1);
        int n = blocks.block(1).dim(-1);
        for (int block = from; block < to; block++) {
            int a = blocks.start(0, block);
            int b = blocks.start(1, block);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < inner; l++) {
                        sum = Math.fma(x[0][a + i * inner + l], x[1][b + l * n + j], sum);
                    }
                    y[(block * m + i) * n + j] = sum;
                }
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int m = blocks.block(0).dim(-2);
        int inner = blocks.block(0).dim(-1);
        int n = blocks.block(1).dim(-1);
        for (int block = from; block < to; block++) {
            int a = blocks.start(0, block);
            int b = blocks.start(1, block);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    float sum = 0;
                    for (int l = 0; l < inner; l++) {
                        sum = Math.fma(x[0][a + i * inner + l], x[1][b + l * n + j], sum);
                    }
                    y[(block * m + i) * n + j] = sum;
                }
            }
        }
    }

    @Override
    public long multiplyAdds(Blocks blocks) {
        return (long) blocks.count() * blocks.result().size() * blocks.block(0).dim(-1);
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        return Ops.sumTo(Ops.matmul(yBar, Ops.transpose(right)), left);
    }

    @Override
    public Tensor transposeRight(Tensor yBar, Tensor left, Shape right) {
        return Ops.sumTo(Ops.matmul(Ops.transpose(left), yBar), right);
    }
}
