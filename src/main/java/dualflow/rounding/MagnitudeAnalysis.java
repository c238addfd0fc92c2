package dualflow.rounding;

import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The magnitudes of a program's results, as {@link Rounding} defines them, where the program may count parts of itself as one operation. */
public final class MagnitudeAnalysis {
    private final MagnitudeTrace trace = new MagnitudeTrace();

    /**
     * Runs the program.
     *
     * @param f the program, which is run once
     * @param x its arguments
     * @return each result and its magnitude
     */
    public List<Measured> results(Function<List<Tensor>, List<Tensor>> f, List<Tensor> x) {
        List<Tensor> y = f.apply(x.stream().map(trace::input).toList());
        trace.finish();
        return y.stream().map(trace::result).toList();
    }

    /**
     * A constant that the program makes, such as pi. Among arguments it is what every constant is; but operations between constants are seen: log e - 1
     * has the magnitude 3, not that of its value.
     *
     * @param constant a tensor
     * @return the same tensor, with its magnitude; for use within the program alone
     */
    public Tensor constant(Tensor constant) {
        return trace.constant(constant);
    }

    /**
     * Computes a part of the program as if it were one operation, such as the solution of a differential equation, whose method adds and subtracts
     * multiples of what it returns: the magnitude of its result is its absolute value.
     *
     * @param part the part
     * @param <T> what it gives
     * @return its result
     */
    public <T> T asOne(Supplier<T> part) {
        boolean before = trace.isPaused();
        trace.pause(true);
        try {
            return part.get();
        } finally {
            trace.pause(before);
        }
    }
}
