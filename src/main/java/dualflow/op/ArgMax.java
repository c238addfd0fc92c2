package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The position of the greatest of numbers x [n], from 0: the first of equal ones, and of NaN the first if there are any. Its derivative is taken to be
 * zero everywhere, even where it jumps.
 */
public record ArgMax() implements NonlinearOp {
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
        if (blocks.get(0).size() == 0) {
            throw new ShapeException("of no numbers, none is the greatest");
        }
        return Shape.SCALAR;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i);
            int best = 0;
            for (int k = 1; k < blocks.block(0).size(); k++) {
                best = Orders.precedes(x[0][start + best], x[0][start + k]) ? k : best;
            }
            y[i] = best;
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i);
            int best = 0;
            for (int k = 1; k < blocks.block(0).size(); k++) {
                best = Orders.precedes(x[0][start + best], x[0][start + k]) ? k : best;
            }
            y[i] = best;
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return null;
    }
}
