package dualflow.op;

import dualflow.tensor.Blocks;
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

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int kernels = blocks.block(0).dim(-2) * blocks.block(0).dim(-1);
        double[] w = new double[Winograd.PLACES];
        for (int at = from * kernels; at < to * kernels; at++) {
            int kernel = at % kernels;
            int block = at / kernels;
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                w[tap / SIDE * Winograd.WINDOW + tap % SIDE] = x[0][blocks.start(0, block) + tap * kernels + kernel];
            }
            WinogradMapsDouble.weights(w);
            for (int place = 0; place < w.length; place++) {
                y[(block * w.length + place) * kernels + kernel] = w[place];
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int kernels = blocks.block(0).dim(-2) * blocks.block(0).dim(-1);
        float[] w = new float[Winograd.PLACES];
        for (int at = from * kernels; at < to * kernels; at++) {
            int kernel = at % kernels;
            int block = at / kernels;
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                w[tap / SIDE * Winograd.WINDOW + tap % SIDE] = x[0][blocks.start(0, block) + tap * kernels + kernel];
            }
            WinogradMapsFloat.weights(w);
            for (int place = 0; place < w.length; place++) {
                y[(block * w.length + place) * kernels + kernel] = w[place];
            }
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        Shape leading = yBar.shape().leading(3);
        int kernels = yBar.shape().dim(-2) * yBar.shape().dim(-1);
        Tensor flat = Ops.reshape(yBar, leading.then(Shape.of(Winograd.PLACES, kernels)));
        return List.of(Ops.reshape(Winograd.transposedWeights(flat), inputs.get(0)));
    }
}
