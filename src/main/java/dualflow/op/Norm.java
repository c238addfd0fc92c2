package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The Euclidean norm y = sqrt(sum x^2) over the last axes. Where the greatest absolute value is so large or small that squares might leave
 * the format's range, elements are first multiplied by a power of two, and the root is divided by it. The sum has the order of {@link Sum}.
 * Infinity if an element is infinite and none is NaN; 0 for empty blocks.
 *
 * <p>Its differential is sum u dx with u = x / y. Where y = 0 it has no derivative, and u is taken as 0, with all its derivatives.
 *
 * @param axes how many trailing axes to reduce
 */
public record Norm(int axes) implements NonlinearOp {
    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return axes;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        return Shape.SCALAR;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        double[] terms = new double[blocks.block(0).size()];
        for (int i = from; i < to; i++) {
            y[i] = f(x[0], blocks.start(0, i), terms);
        }
    }

    private static double f(double[] x, int start, double[] terms) {
        for (int j = 0; j < terms.length; j++) {
            terms[j] = Math.abs(x[start + j]);
        }
        double max = Reductions.max(terms, 0, terms.length);
        if (!(max > 0 && max < Double.POSITIVE_INFINITY)) {
            return terms.length == 0 ? 0 : max;
        }
        double scale = ElementaryDouble.balance(max);
        for (int j = 0; j < terms.length; j++) {
            double term = terms[j] * scale;
            terms[j] = term * term;
        }
        return Math.sqrt(Reductions.sum(terms)) / scale;
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        float[] terms = new float[blocks.block(0).size()];
        for (int i = from; i < to; i++) {
            y[i] = f(x[0], blocks.start(0, i), terms);
        }
    }

    private static float f(float[] x, int start, float[] terms) {
        for (int j = 0; j < terms.length; j++) {
            terms[j] = Math.abs(x[start + j]);
        }
        float max = Reductions.max(terms, 0, terms.length);
        if (!(max > 0 && max < Float.POSITIVE_INFINITY)) {
            return terms.length == 0 ? 0 : max;
        }
        float scale = ElementaryFloat.balance(max);
        for (int j = 0; j < terms.length; j++) {
            float term = terms[j] * scale;
            terms[j] = term * term;
        }
        return (float) Math.sqrt(Reductions.sum(terms)) / scale;
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor isPositive = Ops.sign(y);
        Tensor divisor = Ops.where(isPositive, y, y.device().scalar(y.dtype(), 1));
        Tensor unit = Ops.select(behind(isPositive), Ops.divide(x.get(0), behind(divisor)));
        return Ops.sum(Ops.multiply(unit, xDot.get(0)), axes);
    }

    private Tensor behind(Tensor ofBlocks) {
        return Ops.insertAxes(ofBlocks, ofBlocks.shape().rank(), axes);
    }
}
