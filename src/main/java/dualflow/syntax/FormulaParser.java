package dualflow.syntax;

import dualflow.syntax.Formula.Infix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Recursive descent, one method for each rule:
 *
 * <pre>
 * sum     = product {("+" | "-") product}
 * product = ("-" | "+") product | factor {("*" | "/" | ".*" | "./") factor | factor}
 * rows    = sum {"," sum} {";" sum {"," sum}}
 * </pre>
 *
 * <p>Side by side is a product. {@code f(x)} is an application where f is a function and else a product, which is known since names are declared
 * before they are used.
 */
final class FormulaParser {
    private static final int DEEPEST = 100;

    private final Tokens tokens;
    private final Depth depth;
    private final AtomParser atoms;
    private final FactorParser factors;

    /** Whether a bar behind an operand opens a norm; within a norm it closes it, in a mean it begins the conditions. */
    private boolean barOpens = true;

    private int nesting;

    FormulaParser(Tokens tokens, Names names) {
        this.tokens = tokens;
        this.depth = new Depth(names);
        this.atoms = new AtomParser(tokens, names, this);
        this.factors = new FactorParser(tokens, names, this, atoms);
    }

    Formula sum() {
        Token first = tokens.next();
        Formula left = product();
        while (tokens.at("+") || tokens.at("-")) {
            Infix infix = tokens.advance().is("+") ? Infix.PLUS : Infix.MINUS;
            tokens.skipLineEnds();
            Formula right = product();
            left = noted(new Formula.Binary(tokens.since(first), infix, left, right));
        }
        return left;
    }

    Formula product() {
        Token first = tokens.next();
        if (tokens.accept("-")) {
            Formula of = nested(this::product);
            return noted(new Formula.Negation(tokens.since(first), of));
        }
        if (tokens.accept("+")) {
            return nested(this::product);
        }
        Formula left = factor();
        boolean isQuotient = false;
        while (true) {
            Optional<Infix> infix = infix(tokens.next());
            if (infix.isPresent()) {
                tokens.advance();
                tokens.skipLineEnds();
            } else if (!begins(tokens.next())) {
                return left;
            } else if (isQuotient && !isNumber(left)) {
                throw new FormulaException(
                        first.span().to(tokens.next().span()),
                        "a / b c can be read in two ways",
                        "write (a/b) c or a/(b c)");
            }
            Formula right = factor();
            left = noted(new Formula.Binary(tokens.since(first), infix.orElse(Infix.TIMES), left, right));
            isQuotient = infix.isPresent() && infix.get() == Infix.OVER;
        }
    }

    private static Optional<Infix> infix(Token token) {
        if (token.kind() == Token.Kind.SYMBOL) {
            for (Infix infix : List.of(Infix.TIMES, Infix.OVER, Infix.DOT_TIMES, Infix.DOT_OVER)) {
                if (token.text().equals(infix.sign())) {
                    return Optional.of(infix);
                }
            }
        }
        return Optional.empty();
    }

    /** A number by a number, such as 1/2. */
    private static boolean isNumber(Formula formula) {
        return formula instanceof Formula.Binary binary
                && binary.left() instanceof Formula.Literal
                && binary.right() instanceof Formula.Literal;
    }

    /** Whether a factor begins with a token that stands behind another factor. */
    private boolean begins(Token token) {
        if (token.kind() == Token.Kind.NUMBER) {
            throw tokens.expected("a number stands before what it multiplies", "write 2 x, not x 2");
        }
        return token.kind() == Token.Kind.DERIVATIVE
                || token.isName()
                || token.isSymbol("(")
                || token.isSymbol("[")
                || (token.isSymbol("|") && barOpens)
                || (token.isSymbol("<") && atoms.isInnerProduct());
    }

    Formula factor() {
        return nested(factors::factor);
    }

    Formula atom() {
        return atoms.atom();
    }

    Formula primary() {
        return nested(factors::primary);
    }

    FormulaException undeclared(Token name) {
        return atoms.undeclared(name);
    }

    /** Formulas between commas, in rows between semicolons. */
    List<List<Formula>> rows() {
        List<List<Formula>> rows = new ArrayList<>();
        do {
            List<Formula> row = new ArrayList<>();
            do {
                row.add(sum());
            } while (tokens.accept(","));
            rows.add(row);
        } while (tokens.accept(";"));
        return rows;
    }

    /** Parses what stands in brackets, where line ends do not count, and the closing one. */
    <T> T inBrackets(Supplier<T> inner, String closing, String opening) {
        return within(true, inner, closing, "'" + closing + "' is missing, which closes " + opening);
    }

    <T> T within(boolean bars, Supplier<T> inner, String closing, String missing) {
        boolean before = tokens.openBracket();
        T result = withBars(bars, inner);
        tokens.take(closing, missing);
        tokens.restore(before);
        return result;
    }

    <T> T withBars(boolean bars, Supplier<T> inner) {
        boolean before = barOpens;
        barOpens = bars;
        T result = inner.get();
        barOpens = before;
        return result;
    }

    <F extends Formula> F noted(F formula) {
        return depth.noted(formula);
    }

    <T> T nested(Supplier<T> inner) {
        if (++nesting > DEEPEST) {
            throw new FormulaException(
                    tokens.next().span(), "this is nested more than " + DEEPEST + " levels deep", "");
        }
        T result = inner.get();
        nesting--;
        return result;
    }
}
