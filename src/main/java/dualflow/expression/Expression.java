package dualflow.expression;

import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A formula in some variables, parsed from text: a program that only calls ops on its arguments. Immutable. */
public final class Expression {
    private final String source;
    private final List<String> variables;
    private final Term term;

    Expression(String source, List<String> variables, Term term) {
        this.source = source;
        this.variables = List.copyOf(variables);
        this.term = term;
    }

    /**
     * Parses an expression. It has numbers, variables, the constants {@code pi} and {@code e}, parentheses, functions, and
     * the operators {@code + - * / ^}, where {@code ^} binds tightest and is right-associative, and {@code -x^2} is
     * {@code -(x^2)}.
     *
     * @param source the text, of at most 2,000 characters
     * @return the program
     * @throws ExpressionException if it cannot be parsed, with the position and what was expected there
     */
    public static Expression parse(String source) {
        return new ExpressionParser(source).parse();
    }

    /**
     * The names of the functions that an expression may use.
     *
     * @return the names, sorted
     */
    public static List<String> functions() {
        return Functions.names();
    }

    /**
     * The variables.
     *
     * @return their names, in the order in which they first occur
     */
    public List<String> variables() {
        return variables;
    }

    /**
     * The source text.
     *
     * @return the expression
     */
    public String source() {
        return source;
    }

    /**
     * The expression's value: the tensors are scalars, or broadcast.
     *
     * @param values one tensor for each variable, in the order of {@link #variables}
     * @return the value
     * @throws ShapeException if their number or shapes do not fit
     */
    public Tensor apply(List<Tensor> values) {
        if (values.size() != variables.size() || values.isEmpty()) {
            throw new ShapeException("the expression " + source + " has the variables " + variables + ", got "
                    + values.size() + " values");
        }
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int k = 0; k < values.size(); k++) {
            named.put(variables.get(k), values.get(k));
        }
        return term.on(named);
    }

    @Override
    public String toString() {
        return source;
    }
}
