package dualflow.syntax;

import dualflow.syntax.Formula.Infix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses factors:
 *
 * <pre>
 * factor   = atom {"(" rows ")" | "[" indices "]" | "'" | "^" exponent | "o" factor}
 * exponent = "T" | "-T" | ("-" | "+") exponent | atom {"(" rows ")" | "[" indices "]"} ["^" exponent]
 * indices  = sum [".." sum] {"," sum [".." sum]}
 * </pre>
 */
final class FactorParser {
    private final Tokens tokens;
    private final Names names;
    private final FormulaParser formulas;
    private final Roles roles;
    private final AtomParser atoms;

    FactorParser(Tokens tokens, Names names, FormulaParser formulas, AtomParser atoms) {
        this.tokens = tokens;
        this.names = names;
        this.formulas = formulas;
        this.roles = new Roles(names);
        this.atoms = atoms;
    }

    Formula factor() {
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
                left = formulas.noted(new Formula.Transposed(tokens.since(first), left));
            } else if (next.isSymbol("^")) {
                tokens.advance();
                left = power(first, left);
            } else if (isComposed(left, next)) {
                tokens.advance();
                Formula right = formulas.factor();
                Formula compose = formulas.noted(new Formula.Name(next.span(), "compose"));
                left = formulas.noted(
                        new Formula.Application(tokens.since(first), compose, List.of(List.of(left, right))));
            } else {
                return left;
            }
        }
    }

    private boolean isComposed(Formula left, Token next) {
        boolean isRing = next.isSymbol("o") || (next.is("o") && !names.isDeclared("o"));
        return isRing && roles.isFunction(left);
    }

    private boolean isApplied(Formula left, Token next) {
        return (next.isSymbol(".(") && left instanceof Formula.Name)
                || (next.isSymbol("(") && (isSized(left) || roles.isFunction(left)));
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
            called = formulas.noted(new Formula.Name(name.span(), name.name() + "."));
        }
        String label = FormulaText.of(called) + "(";
        List<List<Formula>> groups = formulas.inBrackets(formulas::rows, ")", label);
        Span span = tokens.since(first);
        List<Formula> arguments = groups.get(0);
        boolean isProduct = function instanceof Formula.Name name
                && name.name().equals("I")
                && !(arguments.size() == 1 && isSize(arguments.get(0)));
        return formulas.noted(
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

    private Formula index(Token first, Formula of) {
        tokens.advance();
        String label = FormulaText.of(of) + "[";
        List<Formula.Index> indices = formulas.inBrackets(this::indices, "]", label);
        return formulas.noted(new Formula.Indexed(tokens.since(first), of, indices));
    }

    private List<Formula.Index> indices() {
        List<Formula.Index> indices = new ArrayList<>();
        do {
            Formula from = formulas.sum();
            indices.add(new Formula.Index(from, tokens.accept("..") ? Optional.of(formulas.sum()) : Optional.empty()));
        } while (tokens.accept(","));
        return indices;
    }

    private Formula power(Token first, Formula base) {
        if (isTransposition(tokens.next())) {
            tokens.advance();
            return formulas.noted(new Formula.Transposed(tokens.since(first), base));
        }
        if (tokens.at("-") && isTransposition(tokens.second())) {
            tokens.advance();
            Span sign = tokens.advance().span();
            Formula minusOne =
                    formulas.noted(new Formula.Negation(sign, formulas.noted(new Formula.Literal(sign, "1", 1))));
            Formula inverse = formulas.noted(new Formula.Power(tokens.since(first), base, minusOne));
            return formulas.noted(new Formula.Transposed(tokens.since(first), inverse));
        }
        Formula exponent = formulas.nested(this::exponent);
        return formulas.noted(new Formula.Power(tokens.since(first), base, exponent));
    }

    /** A factor without marks: atom {"(" rows ")" | "[" indices "]"}. */
    Formula primary() {
        Token first = tokens.next();
        Formula base = atoms.atom();
        while (isApplied(base, tokens.next()) || isIndexed(base, tokens.next())) {
            base = tokens.next().isSymbol("[") ? index(first, base) : call(first, base);
        }
        return base;
    }

    private Formula exponent() {
        Token first = tokens.next();
        if (tokens.accept("-")) {
            Formula of = formulas.nested(this::exponent);
            return formulas.noted(new Formula.Negation(tokens.since(first), of));
        }
        if (tokens.accept("+")) {
            return formulas.nested(this::exponent);
        }
        Formula base = primary();
        if (tokens.at("^") && !isTransposition(tokens.second())) {
            tokens.advance();
            Formula power = formulas.nested(this::exponent);
            return formulas.noted(new Formula.Power(tokens.since(first), base, power));
        }
        return base;
    }

    /** Whether an exponent T is the mark of a transposed matrix: it is unless T is a number. */
    private boolean isTransposition(Token token) {
        return token.isSymbol("'")
                || (token.is("T")
                        && !names.find("T").filter(FactorParser::isNumber).isPresent());
    }

    private static boolean isNumber(Symbol symbol) {
        return symbol instanceof Symbol.Size
                || (symbol instanceof Symbol.Given given
                        && given.type() instanceof Symbol.Simple simple
                        && simple.sizes().isEmpty());
    }
}
