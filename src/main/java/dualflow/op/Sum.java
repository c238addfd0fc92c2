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
    /** The number of terms in a partial sum. */
    static final int PARTIAL = 256;

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
        int count = terms.size();
        for (int i = 0; i < y.length; i++) {
            int start = blocks.start(0, i / to.size()) + results.offset(i % to.size());
            double sum = 0;
            for (int first = 0; first < count; first += PARTIAL) {
                double partial = 0;
                for (int j = first; j < Math.min(first + PARTIAL, count); j++) {
                    partial += x[0][start + terms.offset(j)];
                }
                sum += partial;
            }
            y[i] = sum;
        }
    }

    @Override
    public void host(Blocks blocks, float[][] x, float[] y) {
        Walk terms = terms();
        Walk results = results();
        int count = terms.size();
        for (int i = 0; i < y.length; i++) {
            int start = blocks.start(0, i / to.size()) + results.offset(i % to.size());
            float sum = 0;
            for (int first = 0; first < count; first += PARTIAL) {
                float partial = 0;
                for (int j = first; j < Math.min(first + PARTIAL, count); j++) {
                    partial += x[0][start + terms.offset(j)];
                }
                sum += partial;
            }
            y[i] = sum;
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
