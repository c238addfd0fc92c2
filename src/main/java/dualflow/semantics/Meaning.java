package dualflow.semantics;

import dualflow.syntax.Dimension;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** What a formula stands for: a value, an index, a function, or a family of them. */
sealed interface Meaning permits Value, Meaning.Index, Meaning.FunctionValue, Meaning.Family, Meaning.FunctionFamily {
    /**
     * An index: which member or entry is meant.
     *
     * @param marks [size], 1 at the member and 0 elsewhere, so that it may differ from draw to draw
     * @param size the number of members
     * @param least the least number that it takes, from 1
     * @param most the greatest number that it takes
     */
    record Index(Tensor marks, Dimension size, int least, int most) implements Meaning {}

    /**
     * A function of values.
     *
     * @param names of its arguments; a built-in of any arity has none
     * @param title as it is written
     * @param body its value at a list of arguments
     */
    record FunctionValue(List<String> names, String title, Function<List<Meaning>, Value> body) implements Meaning {
        Value at(List<? extends Meaning> arguments) {
            return body.apply(List.copyOf(arguments));
        }
    }

    /**
     * A family of values.
     *
     * @param size the number of members
     * @param all the members, [size, ...]
     * @param member one of them, for its type and degree
     */
    record Family(Dimension size, Tensor all, Value member) implements Meaning {}

    /**
     * A family of functions.
     *
     * @param size the number of members
     * @param member the member of an index
     */
    record FunctionFamily(Dimension size, Function<Index, FunctionValue> member) implements Meaning {}
}
