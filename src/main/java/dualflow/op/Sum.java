package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.Kernel;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Rows;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.tensor.Walk;
import java.util.ArrayList;
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
    /** How many results a CPU sums side by side. */
    private static final int LANES = 16;

    /** How many partial sums of a result one work-item of a CPU takes, and then needs no second launch. */
    private static final int MOST_PARTIALS = 16;

    /** How many times so many at least for a work-item of partial sums, which then reads memory in longer runs. */
    private static final int TOGETHER = 4;

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
        return walk(false);
    }

    /** The offset of each result's first term. */
    private Walk results() {
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

    /** One stage for the partial sums and, where there are several, one for their sum, which CPUs need only for many. */
    @Override
    public Kernel kernel(Blocks blocks) {
        int count = terms().size();
        int all = blocks.count() * to.size();
        int partials = Math.max(1, (count + Reductions.PARTIAL - 1) / Reductions.PARTIAL);
        List<Object> parameters = List.of(to.size(), count, results().packed(), terms().packed(), all);
        Kernel sums = Kernel.items(name(), name(), partials * all, parameters);
        if (partials > 1 && partials <= MOST_PARTIALS) {
            return ofParts(sums, partials, all).orOnCpu(loops("_whole", parameters, count, 1, 1, all));
        }
        int terms = Math.min(count, Reductions.PARTIAL);
        return ofParts(sums.orOnCpu(loops("_lanes", parameters, terms, partials, TOGETHER, all)), partials, all);
    }

    /** The sum of parts, each of so many numbers, that a kernel writes one after the other: in order, from zero. */
    static Kernel ofParts(Kernel kernel, int parts, int numbers) {
        return parts == 1
                ? kernel
                : Kernel.items("sum", "sum_partials", numbers, List.of(numbers, parts))
                        .after(new Kernel.Stage(kernel, Math.multiplyExact(parts, numbers)));
    }

    /** So many groups of results for a work-item that it adds about as many numbers as others do. */
    private Kernel loops(String ending, List<Object> parameters, int terms, int partials, int together, int all) {
        int lanes = (all + LANES - 1) / LANES;
        int groups = Math.max(Math.min(together, lanes), Rows.NUMBERS / LANES / Math.max(1, terms));
        List<Object> more = new ArrayList<>(parameters);
        more.add(groups);
        return Kernel.loops(name(), name() + ending, partials * ((lanes + groups - 1) / groups), more);
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new Broadcast(to, from).on(yBar));
    }
}
