package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y = ln sum e^x over the last axes, computed as m + ln(1 + sum e^(x - m)), where m is the greatest element and the sum leaves out
 * the first element equal to m (Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, IMA J.
 * Numer. Anal. 41 (2021)). The sum has the order of {@link Sum}. Where m is infinite or NaN, y = m: so y is negative infinity where
 * all elements are, and for empty blocks. Its differential is sum softmax(x) dx, NaN where m is infinite.
 *
 * @param axes how many trailing axes to reduce
 */
public record LogSumExp(int axes) implements NonlinearOp {
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
        double max = Reductions.max(x, start, terms.length);
        if (!Double.isFinite(max)) {
            return max;
        }
        int top = 0;
        while (x[start + top] != max) {
            top++;
        }
        for (int j = 0; j < terms.length; j++) {
            terms[j] = j == top ? 0 : Elementary.exp(x[start + j] - max);
        }
        return max + Elementary.log1p(Reductions.sum(terms));
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        float[] terms = new float[blocks.block(0).size()];
        for (int i = from; i < to; i++) {
            y[i] = f(x[0], blocks.start(0, i), terms);
        }
    }

    private static float f(float[] x, int start, float[] terms) {
        float max = Reductions.max(x, start, terms.length);
        if (!Float.isFinite(max)) {
            return max;
        }
        int top = 0;
        while (x[start + top] != max) {
            top++;
        }
        for (int j = 0; j < terms.length; j++) {
            terms[j] = j == top ? 0 : Elementary.exp(x[start + j] - max);
        }
        return max + Elementary.log1p(Reductions.sum(terms));
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return Ops.sum(Ops.multiply(xDot.get(0), Ops.softmax(x.get(0), axes)), axes);
    }
}
