package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.QuotientOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The matrix quotient y = a b^-1 over the last two axes, the solution of y b = a, with b square. Where b is singular, y has infinities and
 * NaN.
 *
 * <p>With the factors P b = L U of {@link LuFactors}, row by row: z_j = (a_j - sum_k z_k U_kj) / U_jj, the sum over k from 0 to j - 1; then
 * w_j = z_j - sum_k w_k L_kj for j from the last to the first, the sum over k from j + 1 on, each in order, by fma, from the first
 * term; then y = w P.
 */
public record MatDivide() implements QuotientOp {
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
        Shape b = Triangle.requireSquare(blocks.get(1));
        if (a.dim(-1) != b.dim(-1)) {
            throw new ShapeException(
                    "the matrix has " + b.dim(-1) + " rows, and what is divided by it " + a.dim(-1) + " columns");
        }
        return a;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int d = blocks.block(1).dim(-1);
        int rows = blocks.block(0).dim(-2);
        double[] lu = new double[d * d];
        int[] pivots = new int[d];
        int factorised = -1; // blocks that follow one another may share b
        for (int block = from; block < to; block++) {
            int b = blocks.start(1, block);
            if (b != factorised) {
                System.arraycopy(x[1], b, lu, 0, d * d);
                LuFactors.factorise(lu, d, pivots);
                factorised = b;
            }
            System.arraycopy(x[0], blocks.start(0, block), y, block * rows * d, rows * d);
            for (int row = block * rows; row < (block + 1) * rows; row++) {
                solve(lu, d, pivots, y, row * d);
            }
        }
    }

    /** Divides a row in place. */
    private static void solve(double[] lu, int d, int[] pivots, double[] y, int row) {
        for (int j = 0; j < d; j++) {
            double sum = y[row + j];
            for (int k = 0; k < j; k++) {
                sum = Math.fma(-y[row + k], lu[k * d + j], sum);
            }
            y[row + j] = sum / lu[j * d + j];
        }
        for (int j = d - 1; j >= 0; j--) {
            double sum = y[row + j];
            for (int k = j + 1; k < d; k++) {
                sum = Math.fma(-y[row + k], lu[k * d + j], sum);
            }
            y[row + j] = sum;
        }
        for (int k = d - 1; k >= 0; k--) {
            double exchanged = y[row + k];
            y[row + k] = y[row + pivots[k]];
            y[row + pivots[k]] = exchanged;
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int d = blocks.block(1).dim(-1);
        int rows = blocks.block(0).dim(-2);
        float[] lu = new float[d * d];
        int[] pivots = new int[d];
        int factorised = -1; // blocks that follow one another may share b
        for (int block = from; block < to; block++) {
            int b = blocks.start(1, block);
            if (b != factorised) {
                System.arraycopy(x[1], b, lu, 0, d * d);
                LuFactors.factorise(lu, d, pivots);
                factorised = b;
            }
            System.arraycopy(x[0], blocks.start(0, block), y, block * rows * d, rows * d);
            for (int row = block * rows; row < (block + 1) * rows; row++) {
                solve(lu, d, pivots, y, row * d);
            }
        }
    }

    /** Divides a row in place. */
    private static void solve(float[] lu, int d, int[] pivots, float[] y, int row) {
        for (int j = 0; j < d; j++) {
            float sum = y[row + j];
            for (int k = 0; k < j; k++) {
                sum = Math.fma(-y[row + k], lu[k * d + j], sum);
            }
            y[row + j] = sum / lu[j * d + j];
        }
        for (int j = d - 1; j >= 0; j--) {
            float sum = y[row + j];
            for (int k = j + 1; k < d; k++) {
                sum = Math.fma(-y[row + k], lu[k * d + j], sum);
            }
            y[row + j] = sum;
        }
        for (int k = d - 1; k >= 0; k--) {
            float exchanged = y[row + k];
            y[row + k] = y[row + pivots[k]];
            y[row + pivots[k]] = exchanged;
        }
    }

    /** Those of the substitutions. */
    @Override
    public long multiplyAdds(Blocks blocks) {
        return (long) blocks.count() * blocks.result().size() * blocks.block(1).dim(-1);
    }

    @Override
    public BilinearOp product() {
        return new MatMul();
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        return Ops.sumTo(on(yBar, Ops.transpose(right)), left);
    }
}
