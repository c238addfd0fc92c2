package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.Kernel;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * G w G^T of each 3x3 kernel of weights [3, 3, C, O]: [36, C, O]. {@link Winograd} has the matrices and the order of arithmetic;
 * the columns of a kernel come first, then its rows.
 */
public record WinogradWeights() implements LinearOp {
    private static final int SIDE = 3;

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return 4;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape w = blocks.get(0);
        if (w.dim(-4) != SIDE || w.dim(-3) != SIDE) {
            throw new ShapeException("the kernels have " + w.dim(-4) + " by " + w.dim(-3) + " places, not 3 by 3");
        }
        return Shape.of(Winograd.PLACES, w.dim(-2), w.dim(-1));
    }

    /** The channels of the images of all blocks. */
    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.block(0).dim(-2);
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int rows = blocks.block(0).dim(-2);
        int n = blocks.block(0).dim(-1);
        double[][] w = new double[Winograd.PLACES][n];
        for (int at = from; at < to; at++) {
            int start = blocks.start(0, at / rows) + at % rows * n;
            for (int i = 0; i < SIDE * SIDE; i++) {
                System.arraycopy(x[0], start + i * rows * n, w[i / SIDE * Winograd.WINDOW + i % SIDE], 0, n);
            }
            for (int i = 0; i < SIDE; i++) {
                Winograd.weights(w, i, Winograd.WINDOW, Winograd.A, Winograd.B, 1.0 / 3, 1.0 / 6);
            }
            for (int i = 0; i < Winograd.WINDOW; i++) {
                Winograd.weights(w, i * Winograd.WINDOW, 1, Winograd.A, Winograd.B, 1.0 / 3, 1.0 / 6);
            }
            for (int place = 0; place < w.length; place++) {
                System.arraycopy(w[place], 0, y, ((at / rows * w.length + place) * rows + at % rows) * n, n);
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int rows = blocks.block(0).dim(-2);
        int n = blocks.block(0).dim(-1);
        float[][] w = new float[Winograd.PLACES][n];
        for (int at = from; at < to; at++) {
            int start = blocks.start(0, at / rows) + at % rows * n;
            for (int i = 0; i < SIDE * SIDE; i++) {
                System.arraycopy(x[0], start + i * rows * n, w[i / SIDE * Winograd.WINDOW + i % SIDE], 0, n);
            }
            for (int i = 0; i < SIDE; i++) {
                Winograd.weights(
                        w, i, Winograd.WINDOW, (float) Winograd.A, (float) Winograd.B, (float) (1.0 / 3), (float)
                                (1.0 / 6));
            }
            for (int i = 0; i < Winograd.WINDOW; i++) {
                Winograd.weights(
                        w, i * Winograd.WINDOW, 1, (float) Winograd.A, (float) Winograd.B, (float) (1.0 / 3), (float)
                                (1.0 / 6));
            }
            for (int place = 0; place < w.length; place++) {
                System.arraycopy(w[place], 0, y, ((at / rows * w.length + place) * rows + at % rows) * n, n);
            }
        }
    }

    @Override
    public Kernel kernel(Blocks blocks) {
        Shape w = blocks.block(0);
        return Winograd.kernel(name(), w.dim(-2), w.dim(-1), List.of(w.dim(-2), w.dim(-1)));
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        Shape leading = yBar.shape().leading(3);
        int kernels = yBar.shape().dim(-2) * yBar.shape().dim(-1);
        Tensor flat = Ops.reshape(yBar, leading.then(Shape.of(Winograd.PLACES, kernels)));
        return List.of(Ops.reshape(Winograd.transposedWeights(flat), inputs.get(0)));
    }
}
