package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The inverse M of a lower triangular matrix L, over the last two axes; elements above the argument's diagonal are not
 * read. A zero on the diagonal gives infinities and NaN.
 *
 * <p>Column by column, M_jj = 1 / L_jj and M_ij = -(sum_k L_ik M_kj) / L_ii, the sum over k from j to i - 1 in order, by fma,
 * from zero.
 *
 * <p>Its differential is dM = -M dL M.
 */
public record TriangularInverse() implements NonlinearOp {
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
        return Triangle.requireSquare(blocks.get(0));
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int d = blocks.result().dim(-1);
        for (int block = from; block < to; block++) {
            int l = blocks.start(0, block);
            int m = block * d * d;
            for (int j = 0; j < d; j++) {
                for (int i = 0; i < j; i++) {
                    y[m + i * d + j] = 0;
                }
                y[m + j * d + j] = 1 / x[0][l + j * d + j];
                for (int i = j + 1; i < d; i++) {
                    double sum = 0;
                    for (int k = j; k < i; k++) {
                        sum = Math.fma(x[0][l + i * d + k], y[m + k * d + j], sum);
                    }
                    y[m + i * d + j] = -sum / x[0][l + i * d + i];
                }
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int d = blocks.result().dim(-1);
        for (int block = from; block < to; block++) {
            int l = blocks.start(0, block);
            int m = block * d * d;
            for (int j = 0; j < d; j++) {
                for (int i = 0; i < j; i++) {
                    y[m + i * d + j] = 0;
                }
                y[m + j * d + j] = 1 / x[0][l + j * d + j];
                for (int i = j + 1; i < d; i++) {
                    float sum = 0;
                    for (int k = j; k < i; k++) {
                        sum = Math.fma(x[0][l + i * d + k], y[m + k * d + j], sum);
                    }
                    y[m + i * d + j] = -sum / x[0][l + i * d + i];
                }
            }
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        TriangularMatMul product = new TriangularMatMul(Triangle.LOWER, Triangle.LOWER, Triangle.LOWER);
        return product.on(product.on(Ops.negate(y), xDot.get(0)), y);
    }
}
