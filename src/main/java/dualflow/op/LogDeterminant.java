package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The natural logarithm of the determinant of square matrices, or of its absolute value, over the last two axes: negative infinity where it
 * is zero, 0 of an empty matrix; where the determinant itself is taken and is negative, it is NaN, with all its derivatives.
 *
 * <p>It is the sum of {@link Elementary#log(double)} of the absolute values on the diagonal of the factor U of {@link LuFactors}, in order,
 * from zero, so neither overflow nor underflow of the determinant affects it.
 *
 * <p>Its differential is the trace of dX X^-1.
 *
 * @param absolute whether the absolute value is taken
 */
public record LogDeterminant(boolean absolute) implements NonlinearOp {
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
            boolean negative = LuFactors.isOdd(pivots);
            double sum = 0;
            for (int k = 0; k < d; k++) {
                negative ^= lu[k * d + k] < 0;
                sum += Elementary.log(Math.abs(lu[k * d + k]));
            }
            y[block] = negative && !absolute && sum > Double.NEGATIVE_INFINITY ? Double.NaN : sum;
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
            boolean negative = LuFactors.isOdd(pivots);
            float sum = 0;
            for (int k = 0; k < d; k++) {
                negative ^= lu[k * d + k] < 0;
                sum += Elementary.log(Math.abs(lu[k * d + k]));
            }
            y[block] = negative && !absolute && sum > Float.NEGATIVE_INFINITY ? Float.NaN : sum;
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor isNumber = Ops.shift(Ops.compare(y, y), 1); // 1, or NaN where y is
        return Ops.select(isNumber, Ops.trace(new MatDivide().on(xDot.get(0), x.get(0))));
    }
}
