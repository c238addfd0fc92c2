package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The determinant of square matrices, over the last two axes; 1 of an empty one.
 *
 * <p>It is the product of the diagonal of the factor U of {@link LuFactors}, in order, from 1, or from -1 where the rows were exchanged an
 * odd number of times; a zero is positive.
 *
 * <p>Its differential is the sum of C_ij dX_ij, with C the cofactors (Jacobi's formula). A cofactor is up to its sign the determinant of
 * the matrix without row i and column j, so nothing is divided by the determinant, and derivatives of every order are right for singular
 * matrices too.
 */
public record Determinant() implements NonlinearOp {
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
        Triangle.requireSquare(blocks.get(0));
        return Shape.SCALAR;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int d = blocks.block(0).dim(-1);
        double[] lu = new double[d * d];
        int[] pivots = new int[d];
        for (int block = from; block < to; block++) {
            System.arraycopy(x[0], blocks.start(0, block), lu, 0, d * d);
            LuFactors.factorise(lu, d, pivots);
            double product = LuFactors.isOdd(pivots) ? -1 : 1;
            for (int k = 0; k < d; k++) {
                product *= lu[k * d + k];
            }
            y[block] = product + 0;
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int d = blocks.block(0).dim(-1);
        float[] lu = new float[d * d];
        int[] pivots = new int[d];
        for (int block = from; block < to; block++) {
            System.arraycopy(x[0], blocks.start(0, block), lu, 0, d * d);
            LuFactors.factorise(lu, d, pivots);
            float product = LuFactors.isOdd(pivots) ? -1 : 1;
            for (int k = 0; k < d; k++) {
                product *= lu[k * d + k];
            }
            y[block] = product + 0;
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return x.get(0).shape().dim(-1) == 0 ? null : Ops.sum(Ops.multiply(Ops.cofactors(x.get(0)), xDot.get(0)), 2);
    }
}
