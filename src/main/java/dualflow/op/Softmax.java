package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * y_i = e^(x_i - m) / sum_j e^(x_j - m) over the last axes, where m is the greatest element. The sum has the order of {@link Sum}.
 * An element of negative infinity has y_i = 0; where m is infinite or NaN, all y_i of the block are NaN. Its differential is
 * computed as y (dx - sum y dx): where one y is within rounding of 1, the difference has an absolute error of a rounding of the largest
 * dx.
 *
 * @param axes the number of trailing axes that form one distribution
 */
public record Softmax(int axes) implements NonlinearOp {
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
        return blocks.get(0);
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        double[] terms = new double[blocks.block(0).size()];
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i);
            double max = Reductions.max(x[0], start, terms.length);
            for (int j = 0; j < terms.length; j++) {
                terms[j] = Elementary.exp(x[0][start + j] - max);
            }
            double sum = Reductions.sum(terms);
            for (int j = 0; j < terms.length; j++) {
                y[i * terms.length + j] = terms[j] / sum;
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        float[] terms = new float[blocks.block(0).size()];
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i);
            float max = Reductions.max(x[0], start, terms.length);
            for (int j = 0; j < terms.length; j++) {
                terms[j] = Elementary.exp(x[0][start + j] - max);
            }
            float sum = Reductions.sum(terms);
            for (int j = 0; j < terms.length; j++) {
                y[i * terms.length + j] = terms[j] / sum;
            }
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor v = xDot.get(0);
        Tensor mean = Ops.sum(Ops.multiply(v, y), axes);
        return Ops.multiply(Ops.subtract(v, Ops.insertAxes(mean, mean.shape().rank(), axes)), y);
    }
}
