package dualflow.cli;

import dualflow.semantics.FormulaProgram;
import dualflow.semantics.Quantity;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * The variables of an expression, their values and their direction: what of it does not fit is refused in a sentence.
 *
 * @param formula the expression
 * @param point the values of its variables
 */
record ExplainedVariables(FormulaProgram formula, Map<String, Quantity> point) {

    /** Whether there is one variable, and that a number. */
    boolean isOneNumber() {
        return names().size() == 1 && point.get(names().get(0)).shape().rank() == 0;
    }

    /**
     * The direction, as it is written, of the only variable.
     *
     * @throws IllegalArgumentException if there are several directions
     */
    String onlyDirection() {
        String first = names().get(0);
        String unit = first + "=" + VariableValues.unit(point.get(first).shape());
        if (!isOneNumber()) {
            throw new IllegalArgumentException(
                    (names().size() > 1 ? "The variables " + String.join(", ", names()) : "The variable " + first)
                            + " may move along many directions; give one, such as --along " + unit + ".");
        }
        return unit;
    }

    /**
     * Requires a value for each variable and for nothing else.
     *
     * @throws IllegalArgumentException if that does not hold, or there is no variable
     */
    void requireValues() {
        if (names().isEmpty()) {
            throw new IllegalArgumentException(
                    "The expression " + formula + " has no variable, so there is nothing to differentiate.");
        }
        for (String name : names()) {
            if (!point.containsKey(name)) {
                throw new IllegalArgumentException(
                        "The variable " + name + " has no value; add " + name + "=... to --at.");
            }
        }
        point.keySet().forEach(name -> requireKnown("--at", name));
    }

    /**
     * Requires a direction of the variables' shapes.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    void requireDirection(Map<String, Quantity> direction) {
        direction.forEach((name, value) -> {
            requireKnown("--along", name);
            Shape shape = point.get(name).shape();
            if (!value.shape().equals(shape)) {
                throw new IllegalArgumentException("--along moves " + name + " by " + what(value.shape())
                        + ", which is " + what(shape) + " in --at; they must be alike.");
            }
        });
    }

    private List<String> names() {
        return formula.names();
    }

    private void requireKnown(String option, String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException(
                    option + " names " + name + ", which does not occur in the expression; its variables are "
                            + String.join(", ", names()) + ".");
        }
    }

    private static String what(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> "a number";
            case 1 -> "a vector of " + shape.dim(-1) + " numbers";
            default -> "a matrix of " + shape.dim(-2) + " by " + shape.dim(-1);
        };
    }
}
