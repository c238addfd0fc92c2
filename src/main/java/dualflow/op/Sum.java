package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.Kernel;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.tensor.Walk;
import java.util.List;

/**
 * The sum over axes: the transpose of {@link Broadcast}. Each result is the sum of the numbers that a broadcast from its
 * place would have filled, in row-major order: partial sums of 256 terms, each from zero, then the sum of the partial
 * sums, from zero.
 *
 * @param from the trailing axes before the sum
 * @param to what remains of them, a shape that broadcasts to {@code from}
 */
public record Sum(Shape from, Shape to) implements LinearOp {
    /**
     * Checks the components.
     *
     * @param from the trailing axes before the sum
     * @param to what remains of them, a shape that broadcasts to {@code from}
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

    /** The offsets of the terms of one result, relative to the first. */
    private Walk terms() {
        int[] lengths = from.dims();
        for (int axis = 0; axis < lengths.length; axis++) {
            if (Broadcast.isKept(to, from, axis)) {
                lengths[axis] = 1;
            }
        }
        return Walk.over(lengths, Walk.rowMajorStrides(from));
    }

    /** The offset of each result's first term. */
    private Walk results() {
        int[] lengths = from.dims();
        for (int axis = 0; axis < lengths.length; axis++) {
            if (!Broadcast.isKept(to, from, axis)) {
                lengths[axis] = 1;
            }
        }
        return Walk.over(lengths, Walk.rowMajorStrides(from));
    }

    @Override
    public void host(Blocks blocks, double[][] x, double[] y) {
        Walk terms = terms();
        Walk results = results();
        double[] numbers = new double[terms.size()];
        for (int i = 0; i < y.length; i++) {
            int start = blocks.start(0, i / to.size()) + results.offset(i % to.size());
            for (int j = 0; j < numbers.length; j++) {
                numbers[j] = x[0][start + terms.offset(j)];
            }
            y[i] = Reductions.sum(numbers);
        }
    }

    @Override
    public void host(Blocks blocks, float[][] x, float[] y) {
        Walk terms = terms();
        Walk results = results();
        float[] numbers = new float[terms.size()];
        for (int i = 0; i < y.length; i++) {
            int start = blocks.start(0, i / to.size()) + results.offset(i % to.size());
            for (int j = 0; j < numbers.length; j++) {
                numbers[j] = x[0][start + terms.offset(j)];
            }
            y[i] = Reductions.sum(numbers);
        }
    }

    @Override
    public Kernel kernel(Blocks blocks) {
        Walk terms = terms();
        return new Kernel(
                name(), to.size(), List.of(to.size(), terms.size(), results().packed(), terms.packed()));
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new Broadcast(to, from).on(yBar));
    }
}
