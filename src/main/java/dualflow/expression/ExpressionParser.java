package dualflow.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recursive descent, one method for each rule:
 *
 * <pre>
 * sum      = product {("+" | "-") product}
 * product  = signed {("*" | "/") signed | power}
 * signed   = ("-" | "+") signed | power
 * power    = atom [("^" | "**") signed]
 * atom     = number | variable | constant | function "(" sum {"," sum} ")" | "(" sum ")"
 * </pre>
 *
 * <p>Implicit multiplication is a number directly followed by a name or a parenthesis, as in {@code 2x^2}, which is {@code 2*x^2}. It
 * is refused in a divisor and in an exponent: some read {@code 1/2x} as {@code 1/(2*x)}, and some as {@code (1/2)*x}.
 */
final class ExpressionParser {
    private static final int MAX_LENGTH = 2000;
    private static final int MAX_DEPTH = 100;
    private static final String OPERAND = "a number, a variable, a function, '-' or '('";
    private static final Map<String, Double> CONSTANTS = Map.of("pi", Math.PI, "e", Math.E);

    private final String source;
    private final Set<String> variables = new LinkedHashSet<>();
    private int position;
    private int depth;

    /** The end of the last number. */
    private int numberEnd = -1;

    ExpressionParser(String source) {
        this.source = source;
    }

    Expression parse() {
        if (source.length() > MAX_LENGTH) {
            throw new ExpressionException(
                    source.substring(0, MAX_LENGTH),
                    MAX_LENGTH,
                    "the end was expected: at most " + MAX_LENGTH + " characters are read, and there are "
                            + source.length());
        }
        Term term = sum();
        if (peek() != END) {
            throw expected("an operator or the end");
        }
        return new Expression(source, new ArrayList<>(variables), term);
    }

    private Term sum() {
        Term left = product();
        while (true) {
            if (accept('+')) {
                left = Term.add(left, product());
            } else if (accept('-')) {
                left = Term.subtract(left, product());
            } else {
                return left;
            }
        }
    }

    private Term product() {
        Term left = signed();
        while (true) {
            if (accept('*')) {
                left = Term.multiply(left, signed());
            } else if (accept('/')) {
                left = Term.divide(left, signed());
                requireOperator("divisor", "1/(2*x) or 1/2*x");
            } else if (isFactorWithoutSign()) {
                left = Term.multiply(left, power());
            } else {
                return left;
            }
        }
    }

    private Term signed() {
        if (++depth > MAX_DEPTH) {
            throw new ExpressionException(
                    source,
                    position,
                    "simpler parts were expected: the expression is nested more than " + MAX_DEPTH + " levels deep");
        }
        Term term = accept('-') ? Term.negate(signed()) : accept('+') ? signed() : power();
        depth--;
        return term;
    }

    private Term power() {
        Term base = atom();
        if (!accept('^') && !acceptTwoStars()) {
            return base;
        }
        Term power = Term.power(base, signed());
        requireOperator("exponent", "x^(2*y) or x^2*y");
        return power;
    }

    private boolean acceptTwoStars() {
        boolean accepted = peek() == '*' && source.startsWith("**", position);
        position += accepted ? 2 : 0;
        return accepted;
    }

    private boolean isFactorWithoutSign() {
        return position == numberEnd && (isNameStart(current()) || current() == '(');
    }

    private void requireOperator(String role, String example) {
        if (isFactorWithoutSign()) {
            throw new ExpressionException(
                    source,
                    position,
                    "an operator was expected, as what follows the " + role
                            + " may be meant to belong to it or not: write such as " + example);
        }
    }

    private Term atom() {
        char next = peek();
        if (accept('(')) {
            Term inner = sum();
            require(')', "an operator or ')'");
            return inner;
        }
        if (isDigit(next) || next == '.') {
            Term number = new Term.Constant(number());
            numberEnd = position;
            return number;
        }
        if (isNameStart(next)) {
            return named();
        }
        throw expected(OPERAND);
    }

    private Term named() {
        int start = position;
        while (isNameStart(current()) || isDigit(current())) {
            position++;
        }
        String name = source.substring(start, position);
        Functions.Function function = Functions.of(name);
        if (function != null) {
            return call(name, function);
        }
        if (peek() == '(') {
            throw new ExpressionException(
                    source,
                    start,
                    CONSTANTS.containsKey(name) || variables.contains(name)
                            ? "an operator was expected after '" + name + "', which is not a function"
                            : "a function was expected, but there is no '" + name + "'; there are "
                                    + String.join(", ", Functions.names()));
        }
        if (CONSTANTS.containsKey(name)) {
            return new Term.Constant(CONSTANTS.get(name));
        }
        variables.add(name);
        return v -> v.get(name);
    }

    private Term call(String name, Functions.Function function) {
        require('(', "'(' after the function " + name);
        List<Term> arguments = new ArrayList<>();
        for (int k = 0; k < function.arity(); k++) {
            if (k > 0) {
                require(',', "an operator, or ',' and argument " + (k + 1) + " of " + function.arity() + " of " + name);
            }
            arguments.add(sum());
        }
        require(
                ')',
                "an operator, or ')' after the " + (function.arity() == 1 ? "argument" : "arguments") + " of " + name);
        return v -> function.on(arguments.stream().map(term -> term.on(v)).toList());
    }

    private double number() {
        int start = position;
        skipDigits();
        if (current() == '.') {
            position++;
            skipDigits();
        }
        if (position == start + 1 && source.charAt(start) == '.') {
            throw expected("a digit after the decimal point");
        }
        int mantissaEnd = position;
        if (current() == 'e' || current() == 'E') {
            position++;
            if (current() == '+' || current() == '-') {
                position++;
            }
            int digits = position;
            skipDigits();
            if (position == digits) {
                position = mantissaEnd; // not an exponent
            }
        }
        double value = Double.parseDouble(source.substring(start, position));
        if (Double.isInfinite(value)) {
            throw new ExpressionException(source, start, "a number of at most " + Double.MAX_VALUE + " was expected");
        }
        return value;
    }

    private void skipDigits() {
        while (isDigit(current())) {
            position++;
        }
    }

    private static final char END = '\0';

    private char current() {
        return position < source.length() ? source.charAt(position) : END;
    }

    /** The next character that is not white space, to which the position advances. */
    private char peek() {
        while (position < source.length() && Character.isWhitespace(source.charAt(position))) {
            position++;
        }
        return current();
    }

    private boolean accept(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    private void require(char wanted, String what) {
        if (!accept(wanted)) {
            throw expected(what);
        }
    }

    private ExpressionException expected(String what) {
        String found = position >= source.length()
                ? "the expression ends"
                : "there is '" + Character.toString(source.codePointAt(position)) + "'";
        return new ExpressionException(source, position, what + " was expected, but " + found);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
