package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Where numbers x [m] belong among edges [n] that ascend, NaN behind all others: from the left the number of edges before x, from the right
 * the number of those that x is not before, [m]. It is found by halving: while low is less than high, from 0 and n, the edge at floor((low + high) /
 * 2) becomes low, plus 1, where it is to be counted, else high; so edges that do not ascend have a result too, the same on every device.
 * Its derivative is taken to be zero everywhere, even where it jumps.
 *
 * @param right whether an edge equal to x is counted
 */
public record SearchSorted(boolean right) implements NonlinearOp {
    @Override
    public int arity() {
        return 2;
    }

    @Override
    public int trailing(int argument) {
        return 1;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        return blocks.get(1);
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int m = blocks.result().size();
        for (int i = from; i < to; i++) {
            int edges = blocks.start(0, i / m);
            double at = x[1][blocks.start(1, i / m) + i % m];
            int low = 0;
            int high = blocks.block(0).size();
            while (low < high) {
                int middle = low + (high - low) / 2;
                double edge = x[0][edges + middle];
                if (right ? !Orders.precedes(at, edge) : Orders.precedes(edge, at)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            y[i] = low;
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int m = blocks.result().size();
        for (int i = from; i < to; i++) {
            int edges = blocks.start(0, i / m);
            float at = x[1][blocks.start(1, i / m) + i % m];
            int low = 0;
            int high = blocks.block(0).size();
            while (low < high) {
                int middle = low + (high - low) / 2;
                float edge = x[0][edges + middle];
                if (right ? !Orders.precedes(at, edge) : Orders.precedes(edge, at)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            y[i] = low;
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        return null;
    }
}
