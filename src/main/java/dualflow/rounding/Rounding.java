package dualflow.rounding;

import dualflow.autodiff.TensorFunction;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * How much rounding a program suffers, by two transformations of it: the magnitude, an analysis that is carried through the program beside its
 * values, and the shaken program, an experiment.
 *
 * <p>The magnitude of a value is what rounding acts on, in absolute terms: of an argument of the program its absolute value; of a sum the sum of the
 * terms' magnitudes, however much of them cancels; of a product or a function what its arguments' magnitudes become by its derivative, and its own
 * absolute value. So the rounding error of (a + b) - a is seen to be one of a + b. {@code MagnitudeRules} has all rules.
 *
 * <p>Both nest with {@code jvp}, {@code vmap} and the others in any order and at any depth. A program whose arguments have a mapped axis in front
 * and a program that {@code vmap} maps give the same magnitudes.
 */
public final class Rounding {
    private Rounding() {}

    /**
     * The value of a program and its magnitude.
     *
     * @param f the program
     * @param x the arguments; other tensors that the program uses are constants: their magnitude is their absolute value, and operations between
     *     constants are not seen; see {@link MagnitudeAnalysis#constant}
     * @return f(x) and its magnitude
     */
    public static Measured magnitude(TensorFunction f, List<Tensor> x) {
        return magnitudes(arguments -> List.of(f.apply(arguments)), x).get(0);
    }

    /**
     * {@link #magnitude} of a program with several results.
     *
     * @param f the program
     * @param x the arguments
     * @return each result and its magnitude
     */
    public static List<Measured> magnitudes(Function<List<Tensor>, List<Tensor>> f, List<Tensor> x) {
        return new MagnitudeAnalysis().results(f, x);
    }

    /**
     * The value of a program of which the result of every operation is moved by -1, 0 or 1 unit in the last place (stochastic arithmetic).
     * Operations that do not round are left alone: those that move, select or compare elements, and scaling by a power of two.
     *
     * @param f the program
     * @param x the arguments, which are not moved themselves
     * @param seed of the moves; they depend on it, on the operation's number in the program and on the element's place, and on nothing else
     * @return the moved f(x)
     */
    public static Tensor shaken(TensorFunction f, List<Tensor> x, long seed) {
        return shakenRows(f, x, Collections.nCopies(x.size(), false), seed);
    }

    /**
     * {@link #shaken} for a program that works on many rows at once, such as one that {@code vmap} maps: all rows are moved alike, as one of them
     * alone would be.
     *
     * @param f the program
     * @param x the arguments
     * @param rows for each argument whether its first axis counts rows, as in {@code vmap}
     * @param seed of the moves
     * @return the moved f(x)
     * @throws ShapeException if there are not as many marks as arguments
     */
    public static Tensor shakenRows(TensorFunction f, List<Tensor> x, List<Boolean> rows, long seed) {
        return new ShakenRun(seed)
                .results(arguments -> List.of(f.apply(arguments)), x, rows)
                .get(0);
    }
}
