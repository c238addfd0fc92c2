package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The symmetric positive definite R with R R = S, over the last two axes; S = (X + X^T) / 2 is the symmetric part of the argument, which must
 * be positive definite. Where it has a negative eigenvalue, all numbers are NaN; so they may be where it is singular, since an eigenvalue
 * of zero may be computed as a negative one.
 *
 * <p>With the eigenvalues s and eigenvectors V of {@link JacobiRotations}, R_ij = sum_k (v_ik sqrt(s_k)) v_jk for j up to i, the sum in
 * order, by fma, from zero, and R_ji = R_ij.
 *
 * <p>Its differential solves the Sylvester equation R dR + dR R = dS, which has one solution whether or not eigenvalues are equal.
 */
public record MatrixSquareRoot() implements NonlinearOp {
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
        double[] s = new double[d * d];
        double[] v = new double[d * d];
        for (int block = from; block < to; block++) {
            JacobiRotations.symmetricPart(x[0], blocks.start(0, block), d, s);
            JacobiRotations.decompose(s, d, v);
            int r = block * d * d;
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = 0;
                    for (int k = 0; k < d; k++) {
                        sum = Math.fma(v[i * d + k] * Math.sqrt(s[k * d + k]), v[j * d + k], sum);
                    }
                    y[r + i * d + j] = sum;
                    y[r + j * d + i] = sum;
                }
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int d = blocks.result().dim(-1);
        float[] s = new float[d * d];
        float[] v = new float[d * d];
        for (int block = from; block < to; block++) {
            JacobiRotations.symmetricPart(x[0], blocks.start(0, block), d, s);
            JacobiRotations.decompose(s, d, v);
            int r = block * d * d;
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    float sum = 0;
                    for (int k = 0; k < d; k++) {
                        sum = Math.fma(v[i * d + k] * (float) Math.sqrt(s[k * d + k]), v[j * d + k], sum);
                    }
                    y[r + i * d + j] = sum;
                    y[r + j * d + i] = sum;
                }
            }
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return MatrixFunctions.sylvester(y, MatrixFunctions.symmetricPart(xDot.get(0)));
    }
}
