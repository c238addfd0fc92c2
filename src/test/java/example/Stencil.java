package example;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * An op of a user's own, with a component of every kind that kernels take: y_i is scale times the sum of the numbers that stand some steps
 * ahead of x_i or behind it, over the last axis.
 *
 * @param steps how far
 * @param scale the factor
 * @param wraps whether the axis goes on at its beginning; else there are zeros beyond its ends
 * @param side where to look
 */
record Stencil(List<Integer> steps, double scale, boolean wraps, Side side) implements LinearOp {
    enum Side {
        AHEAD,
        BEHIND
    }

    Stencil {
        steps = List.copyOf(steps);
    }

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

    /** Where a term stands, or -1. */
    private int source(int i, int step, int n) {
        int at = side == Side.AHEAD ? i + step : i - step;
        at = wraps ? Math.floorMod(at, n) : at;
        return at < n ? at : -1;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int n = blocks.result().size();
        for (int i = from * n; i < to * n; i++) {
            double sum = 0;
            for (int step : steps) {
                int at = source(i % n, step, n);
                sum += at < 0 ? 0 : x[0][blocks.start(0, i / n) + at];
            }
            y[i] = scale * sum;
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int n = blocks.result().size();
        for (int i = from * n; i < to * n; i++) {
            float sum = 0;
            for (int step : steps) {
                int at = source(i % n, step, n);
                sum += at < 0 ? 0 : x[0][blocks.start(0, i / n) + at];
            }
            y[i] = (float) scale * sum;
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new Stencil(steps, scale, wraps, side == Side.AHEAD ? Side.BEHIND : Side.AHEAD).on(yBar));
    }
}
