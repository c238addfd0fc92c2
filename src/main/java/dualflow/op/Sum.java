package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.tensor.Walk;
import java.util.List;

/**
 * The sum over axes: the transpose of {@link Broadcast}. Each result is the sum of the elements to which a broadcast would have
 * copied it, in row-major order: partial sums of 256 terms, each from zero, then the sum of the partial
 * sums, from zero.
 *
 * @param from the trailing axes before the sum
 * @param to the trailing axes after it, a shape that broadcasts to {@code from}
 */
public record Sum(Shape from, Shape to) implements LinearOp {
    /** The number of terms in a partial sum. */
    public static final int PARTIAL = Reductions.PARTIAL;

    /**
     * Checks the components.
     *
     * @param from the trailing axes before the sum
     * @param to the trailing axes after it, a shape that broadcasts to {@code from}
     * @throws ShapeException if they do not fit
     */
    public Sum {
        Broadcast.requireBroadcast(to, from);
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return from.rank();
    }

    @Override
    public Shape block(List<Shape> blocks) {
        if (!blocks.get(0).equals(from)) {
            throw new ShapeException("the trailing axes are not " + from);
        }
        return to;
    }

    /**
     * The offsets of the terms of one result.
     *
     * @return their offsets relative to the first
     */
    public Walk terms() {
        return walk(false);
    }

    /**
     * The offset of each result's first term.
     *
     * @return the offsets in the argument's block
     */
    public Walk results() {
        return walk(true);
    }

    /** Along the axes that remain after the sum, or along those that it runs over. */
    private Walk walk(boolean kept) {
        int[] lengths = from.dims();
        for (int axis = 0; axis < lengths.length; axis++) {
            if (Broadcast.isKept(to, from, axis) != kept) {
                lengths[axis] = 1;
            }
        }
        return Walk.over(lengths, Walk.rowMajorStrides(from));
    }

    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().size();
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int[] terms = terms().offsets();
        int[] results = results().offsets();
        double[] numbers = new double[terms.length];
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i / results.length) + results[i % results.length];
            for (int j = 0; j < terms.length; j++) {
                numbers[j] = x[0][start + terms[j]];
            }
            y[i] = Reductions.sum(numbers);
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int[] terms = terms().offsets();
        int[] results = results().offsets();
        float[] numbers = new float[terms.length];
        for (int i = from; i < to; i++) {
            int start = blocks.start(0, i / results.length) + results[i % results.length];
            for (int j = 0; j < terms.length; j++) {
                numbers[j] = x[0][start + terms[j]];
            }
            y[i] = Reductions.sum(numbers);
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new Broadcast(to, from).on(yBar));
    }
}
