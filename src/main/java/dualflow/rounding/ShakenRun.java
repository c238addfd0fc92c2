package dualflow.rounding;

import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A shaken run of a program, as {@link Rounding} defines it, where operations between constants can be moved too. */
public final class ShakenRun {
    private final ShakenTrace trace;

    /**
     * A run.
     *
     * @param seed of the moves
     */
    public ShakenRun(long seed) {
        trace = new ShakenTrace(seed);
    }

    /**
     * Runs the program.
     *
     * @param f the program, which is run once
     * @param x its arguments
     * @param rows for each argument whether its first axis counts rows, as in {@code vmap}
     * @return the moved results
     * @throws ShapeException if there are not as many marks as arguments
     */
    public List<Tensor> results(Function<List<Tensor>, List<Tensor>> f, List<Tensor> x, List<Boolean> rows) {
        if (rows.size() != x.size()) {
            throw new ShapeException(x.size() + " arguments need as many marks of rows, got " + rows.size());
        }
        List<Tensor> y = f.apply(IntStream.range(0, x.size())
                .mapToObj(k -> trace.input(x.get(k), rows.get(k)))
                .toList());
        trace.finish();
        return y.stream().map(trace::below).toList();
    }

    /**
     * A constant that the program makes, such as pi, so that operations between constants are moved like all others.
     *
     * @param constant a tensor, which is not moved itself
     * @return the same tensor; for use within the program alone
     */
    public Tensor constant(Tensor constant) {
        return trace.input(constant, false);
    }
}
