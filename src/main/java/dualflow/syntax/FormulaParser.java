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
 * sum      = product {("+" | "-") product}
 * product  = ("-" | "+") product | factor {("*" | "/" | ".*" | "./") factor | factor}
 * factor   = atom {"(" groups ")" | "[" indices "]" | "'" | "^" exponent | "o" factor}
 * exponent = "T" | "-T" | ["-"] atom {"(" groups ")" | "[" indices "]"} ["^" exponent]
 * groups   = sum {"," sum} {";" sum {"," sum}}
 * indices  = sum [".." sum] {"," sum [".." sum]}
 * </pre>
 *
 * <p>Side by side is a product. {@code f(x)} is an application where f is a function and else a product, which is known since names are declared
 * before they are used.
 */
final class FormulaParser {
    private static final int DEEPEST = 100;

    private final Tokens tokens;
    private final Names names;
    private final Roles roles;
    private final Depth depth;
    private final AtomParser atoms;

    /** Whether a bar behind an operand opens a norm; within a norm it closes it, in a mean it begins the conditions. */
    private boolean barOpens = true;

    private int nesting;

    FormulaParser(Tokens tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
        this.roles = new Roles(names);
        this.depth = new Depth(names);
        this.atoms = new AtomParser(tokens, names, this);
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
                || token.isSymbol("|") && barOpens
                || token.isSymbol("<") && atoms.isInnerProduct();
    }

    Formula factor() {
        return nested(this::factorWithin);
    }

    private Formula factorWithin() {
        Token first = tokens.next();
        Formula left = atoms.atom();
        while (true) {
            Token next = tokens.next();
            if (isApplied(left, next)) {
                left = call(first, left);
            } else if (isIndexed(left, next)) {
                left = index(first, left);
            } else if (next.isSymbol("'")) {
                tokens.advance();
                left = noted(new Formula.Transposed(tokens.since(first), left));
            } else if (next.isSymbol("^")) {
                tokens.advance();
                left = power(first, left);
            } else if (isComposed(left, next)) {
                tokens.advance();
                Formula right = factor();
                Formula compose = noted(new Formula.Name(next.span(), "compose"));
                left = noted(new Formula.Application(tokens.since(first), compose, List.of(List.of(left, right))));
            } else {
                return left;
            }
        }
    }

    private boolean isComposed(Formula left, Token next) {
        boolean isRing = next.isSymbol("o") || next.is("o") && !names.isDeclared("o");
        return isRing && roles.isFunction(left);
    }

    private boolean isApplied(Formula left, Token next) {
        return next.isSymbol(".(") && left instanceof Formula.Name
                || next.isSymbol("(") && (isSized(left) || roles.isFunction(left));
    }

    /** Whether it is I, ones or zeros, which have a size in brackets. */
    private boolean isSized(Formula formula) {
        return formula instanceof Formula.Name name
                && !names.isDeclared(name.name())
                && Builtins.find(name.name())
                        .filter(it -> it.kind() == Builtins.Kind.SIZED)
                        .isPresent();
    }

    private static boolean isIndexed(Formula left, Token next) {
        boolean takesIndices =
                left instanceof Formula.Name || left instanceof Formula.Indexed || left instanceof Formula.Application;
        return next.isSymbol("[") && !(left instanceof Formula.Literal) && (takesIndices || next.isAdjoining());
    }

    private Formula call(Token first, Formula function) {
        Formula called = function;
        if (tokens.advance().isSymbol(".(") && function instanceof Formula.Name name) {
            called = noted(new Formula.Name(name.span(), name.name() + "."));
        }
        String label = FormulaText.of(called) + "(";
        List<List<Formula>> groups = inBrackets(this::rows, ")", label);
        Span span = tokens.since(first);
        List<Formula> arguments = groups.get(0);
        boolean isProduct = function instanceof Formula.Name name
                && name.name().equals("I")
                && !(arguments.size() == 1 && isSize(arguments.get(0)));
        return noted(
                isProduct
                        ? new Formula.Binary(span, Infix.TIMES, function, arguments.get(0))
                        : new Formula.Application(span, called, groups));
    }

    private boolean isSize(Formula formula) {
        return formula instanceof Formula.Name name
                ? names.find(name.name()).filter(Symbol.Size.class::isInstance).isPresent()
                : (formula instanceof Formula.Literal || formula instanceof Formula.Binary)
                        && formula.parts().stream().allMatch(this::isSize);
    }

    /** Formulas between commas, in groups between semicolons. */
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

    private Formula index(Token first, Formula of) {
        tokens.advance();
        String label = FormulaText.of(of) + "[";
        List<Formula.Index> indices = inBrackets(this::indices, "]", label);
        return noted(new Formula.Indexed(tokens.since(first), of, indices));
    }

    private List<Formula.Index> indices() {
        List<Formula.Index> indices = new ArrayList<>();
        do {
            Formula from = sum();
            indices.add(new Formula.Index(from, tokens.accept("..") ? Optional.of(sum()) : Optional.empty()));
        } while (tokens.accept(","));
        return indices;
    }

    private Formula power(Token first, Formula base) {
        if (isTransposition(tokens.next())) {
            tokens.advance();
            return noted(new Formula.Transposed(tokens.since(first), base));
        }
        if (tokens.at("-") && isTransposition(tokens.second())) {
            tokens.advance();
            Span sign = tokens.advance().span();
            Formula minusOne = noted(new Formula.Negation(sign, noted(new Formula.Literal(sign, "1", 1))));
            Formula inverse = noted(new Formula.Power(tokens.since(first), base, minusOne));
            return noted(new Formula.Transposed(tokens.since(first), inverse));
        }
        Formula exponent = nested(this::exponent);
        return noted(new Formula.Power(tokens.since(first), base, exponent));
    }

    private Formula exponent() {
        Token first = tokens.next();
        if (tokens.accept("-")) {
            Formula of = nested(this::exponent);
            return noted(new Formula.Negation(tokens.since(first), of));
        }
        Formula base = atoms.atom();
        while (isApplied(base, tokens.next()) || isIndexed(base, tokens.next())) {
            base = tokens.next().isSymbol("[") ? index(first, base) : call(first, base);
        }
        if (tokens.at("^") && !isTransposition(tokens.second())) {
            tokens.advance();
            Formula power = nested(this::exponent);
            return noted(new Formula.Power(tokens.since(first), base, power));
        }
        return base;
    }

    /** Whether an exponent T is the mark of a transposed matrix: it is unless T is a number. */
    private boolean isTransposition(Token token) {
        return token.isSymbol("'")
                || token.is("T")
                        && !names.find("T").filter(FormulaParser::isNumber).isPresent();
    }

    private static boolean isNumber(Symbol symbol) {
        return symbol instanceof Symbol.Size
                || symbol instanceof Symbol.Given given
                        && given.type() instanceof Symbol.Simple simple
                        && simple.sizes().isEmpty();
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

    Roles roles() {
        return roles;
    }

    private <T> T nested(Supplier<T> inner) {
        if (++nesting > DEEPEST) {
            throw new FormulaException(
                    tokens.next().span(), "this is nested more than " + DEEPEST + " levels deep", "");
        }
        T result = inner.get();
        nesting--;
        return result;
    }
}
