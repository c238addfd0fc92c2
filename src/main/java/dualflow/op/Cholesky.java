package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The lower triangular L with L L^T = S and a positive diagonal, over the last two axes; S = (X + X^T)/2 is the symmetric
 * part of the argument, which must be positive definite. Where it is not, the failing pivot and everything that depends on it
 * are NaN, including the last diagonal element.
 *
 * <p>Column by column, L_jj = sqrt(s_jj - sum_k L_jk^2) and L_ij = (s_ij - sum_k L_ik L_jk) / L_jj, each sum over k from 0 to
 * j - 1 in order, by fma, from s_ij = (x_ij + x_ji)/2.
 *
 * <p>Its differential is dL = L F(L^-1 dS L^-T), where F keeps the lower triangle and halves the diagonal (I. Murray,
 * Differentiation of the Cholesky decomposition, 2016, equation (8)).
 */
public record Cholesky() implements NonlinearOp {
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
            int s = blocks.start(0, block);
            int l = block * d * d;
            for (int j = 0; j < d; j++) {
                for (int i = 0; i < j; i++) {
                    y[l + i * d + j] = 0;
                }
                for (int i = j; i < d; i++) {
                    double sum = 0.5 * (x[0][s + i * d + j] + x[0][s + j * d + i]);
                    for (int k = 0; k < j; k++) {
                        sum = Math.fma(-y[l + i * d + k], y[l + j * d + k], sum);
                    }
                    if (i == j) {
                        y[l + j * d + j] = sum > 0 ? Math.sqrt(sum) : Double.NaN;
                    } else {
                        y[l + i * d + j] = sum / y[l + j * d + j];
                    }
                }
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int d = blocks.result().dim(-1);
        for (int block = from; block < to; block++) {
            int s = blocks.start(0, block);
            int l = block * d * d;
            for (int j = 0; j < d; j++) {
                for (int i = 0; i < j; i++) {
                    y[l + i * d + j] = 0;
                }
                for (int i = j; i < d; i++) {
                    float sum = 0.5f * (x[0][s + i * d + j] + x[0][s + j * d + i]);
                    for (int k = 0; k < j; k++) {
                        sum = Math.fma(-y[l + i * d + k], y[l + j * d + k], sum);
                    }
                    if (i == j) {
                        y[l + j * d + j] = sum > 0 ? (float) Math.sqrt(sum) : Float.NaN;
                    } else {
                        y[l + i * d + j] = sum / y[l + j * d + j];
                    }
                }
            }
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor inverse = Ops.triangularInverse(y);
        Tensor symmetric = Ops.scale(Ops.add(xDot.get(0), Ops.transpose(xDot.get(0))), 0.5);
        Tensor left = new TriangularMatMul(Triangle.LOWER, Triangle.ALL, Triangle.ALL).on(inverse, symmetric);
        Tensor whitened =
                new TriangularMatMul(Triangle.ALL, Triangle.UPPER, Triangle.LOWER).on(left, Ops.transpose(inverse));
        return new TriangularMatMul(Triangle.LOWER, Triangle.LOWER, Triangle.LOWER)
                .on(y, Ops.multiply(whitened, halves(y)));
    }

    /** A matrix of ones, with one half on the diagonal. */
    private static Tensor halves(Tensor like) {
        int d = like.shape().dim(-1);
        double[] halves = new double[d * d];
        Arrays.fill(halves, 1);
        for (int i = 0; i < d; i++) {
            halves[i * d + i] = 0.5;
        }
        return like.device().tensor(like.dtype(), Shape.of(d, d), halves);
    }
}
