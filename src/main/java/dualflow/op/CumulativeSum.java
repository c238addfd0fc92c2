package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The sums of the first one, two, three and more of the numbers x [n], [n]. Sum k is that of {@link Sum} over x_0 to x_k: whole partial sums of 256
 * terms are added in order, from zero, and then the partial sum that x_k is in, from zero.
 *
 * @param reverse whether it begins at the last number instead: then sum k is over x_(n-1), x_(n-2) and so on to x_k, in this order
 */
public record CumulativeSum(boolean reverse) implements LinearOp {
    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return 1;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        return blocks.get(0);
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int n = blocks.result().size();
        for (int i = from; i < to; i++) {
            double sum = 0;
            double partial = 0;
            for (int k = 0; k < n; k++) {
                int at = reverse ? n - 1 - k : k;
                if (k > 0 && k % Sum.PARTIAL == 0) {
                    sum += partial;
                    partial = 0;
                }
                partial += x[0][blocks.start(0, i) + at];
                y[i * n + at] = sum + partial;
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int n = blocks.result().size();
        for (int i = from; i < to; i++) {
            float sum = 0;
            float partial = 0;
            for (int k = 0; k < n; k++) {
                int at = reverse ? n - 1 - k : k;
                if (k > 0 && k % Sum.PARTIAL == 0) {
                    sum += partial;
                    partial = 0;
                }
                partial += x[0][blocks.start(0, i) + at];
                y[i * n + at] = sum + partial;
            }
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new CumulativeSum(!reverse).on(yBar));
    }
}
