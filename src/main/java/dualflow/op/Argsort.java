package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The positions of numbers x [n] in ascending order, [n], each from 0: x_(y 0) is the least, and so on. Equal ones, among them both zeros, keep their
 * order, and NaN comes last. Its derivative is taken to be zero everywhere, even where it jumps.
 */
public record Argsort() implements NonlinearOp {
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
        Integer[] order = new Integer[n];
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i);
            Arrays.setAll(order, k -> k);
            Arrays.sort(order, (j, k) -> Double.compare(x[0][start + j] + 0, x[0][start + k] + 0)); // -0 + 0 is 0
            for (int k = 0; k < n; k++) {
                y[i * n + k] = order[k];
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int n = blocks.result().size();
        Integer[] order = new Integer[n];
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i);
            Arrays.setAll(order, k -> k);
            Arrays.sort(order, (j, k) -> Float.compare(x[0][start + j] + 0, x[0][start + k] + 0)); // -0 + 0 is 0
            for (int k = 0; k < n; k++) {
                y[i * n + k] = order[k];
            }
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return null;
    }
}
