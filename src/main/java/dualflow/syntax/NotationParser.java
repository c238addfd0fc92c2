package dualflow.syntax;

import dualflow.syntax.Formula.Averaging;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses what has a notation of its own:
 *
 * <pre>
 * mean       = ("E" | "Cov" | "Var") "[" sum ["," sum] ["|" conditions] "]" | "P[" sum "=" sum ["|" conditions] "]"
 * conditions = sum "=" sum {"," sum "=" sum}
 * flow       = "flow(" sum ";" sum "->" sum ")"
 * total      = "d/d" name product
 * operator   = ("grad" | "jac" | ...) ["_" argument] atom {"(" rows ")" | "[" indices "]"}
 * order      = "O(" name ["^" whole number] ")"
 * </pre>
 */
final class NotationParser {
    private final Tokens tokens;
    private final Names names;
    private final FormulaParser formulas;

    NotationParser(Tokens tokens, Names names, FormulaParser formulas) {
        this.tokens = tokens;
        this.names = names;
        this.formulas = formulas;
    }

    Formula mean(Token token) {
        Averaging averaging = averaging(token.text());
        String opening = tokens.advance().text();
        String closing = opening.equals("[") ? "]" : ")";
        return formulas.within(
                false,
                () -> {
                    List<Formula> body = new ArrayList<>(List.of(formulas.sum()));
                    if (averaging == Averaging.PROBABILITY) {
                        tokens.take("=", "a probability is written P[c = k | X = x]");
                        body.add(formulas.sum());
                    } else if (averaging == Averaging.COVARIANCE && tokens.accept(",")) {
                        body.add(formulas.sum());
                    }
                    List<Formula.Condition> conditions =
                            tokens.accept("|") ? formulas.withBars(true, this::conditions) : List.of();
                    Span span = token.span().to(tokens.next().span());
                    return formulas.noted(new Formula.Mean(span, averaging, body, conditions));
                },
                closing,
                "'" + closing + "' is missing, which closes " + token.text() + opening);
    }

    private static Averaging averaging(String word) {
        for (Averaging averaging : Averaging.values()) {
            if (averaging.word().equals(word)) {
                return averaging;
            }
        }
        throw new IllegalArgumentException(word);
    }

    private List<Formula.Condition> conditions() {
        List<Formula.Condition> conditions = new ArrayList<>();
        do {
            Formula quantity = formulas.sum();
            tokens.take("=", "a condition is written X = x");
            conditions.add(new Formula.Condition(quantity, formulas.sum()));
        } while (tokens.accept(","));
        return conditions;
    }

    Formula flow(Token token) {
        tokens.advance();
        List<Formula> parts = formulas.within(
                true,
                () -> {
                    Formula field = formulas.sum();
                    tokens.take(";", "flow(f; s -> t): ';' is missing");
                    Formula from = formulas.sum();
                    tokens.take("->", "flow(f; s -> t): '->' is missing");
                    return List.of(field, from, formulas.sum());
                },
                ")",
                "')' closes flow( here");
        return formulas.noted(new Formula.FlowMap(tokens.since(token), parts.get(0), parts.get(1), parts.get(2)));
    }

    /** grad f(x), as on paper: the gradient of f at x. What is no function of something is differentiated as it stands. */
    Formula operatorOf(Token token, Formula operator) {
        Formula of = formulas.primary();
        Optional<Formula.Application> applied = asFunction(of);
        Formula function = applied.map(Formula.Application::function).orElse(of);
        Formula derivative =
                formulas.noted(new Formula.Application(tokens.since(token), operator, List.of(List.of(function))));
        return applied.isEmpty()
                ? derivative
                : formulas.noted(new Formula.Application(
                        tokens.since(token), derivative, applied.get().groups()));
    }

    /** f(x) as f of x, and log(f(x)) as log f of x. */
    private Optional<Formula.Application> asFunction(Formula formula) {
        if (!(formula instanceof Formula.Application application)) {
            return Optional.empty();
        }
        boolean isBuiltin = application.function() instanceof Formula.Name name && !names.isDeclared(name.name());
        if (!isBuiltin) {
            return Optional.of(application);
        }
        List<Formula> arguments = application.arguments();
        return arguments.size() != 1
                ? Optional.empty()
                : asFunction(arguments.get(0))
                        .map(inner -> new Formula.Application(
                                application.span(),
                                formulas.noted(new Formula.Application(
                                        application.span(),
                                        application.function(),
                                        List.of(List.of(inner.function())))),
                                inner.groups()));
    }

    Formula totalDerivative() {
        Token token = tokens.advance();
        if (!names.isDeclared(token.text()) && !names.assume(token.text())) {
            throw new FormulaException(token.span(), "'" + token.text() + "' is not declared", "");
        }
        Formula body = formulas.product();
        return formulas.noted(new Formula.TotalDerivative(tokens.since(token), token.text(), body));
    }

    Formula landau(Token token) {
        tokens.advance();
        Token variable = tokens.name("the small number");
        int power = 1;
        if (tokens.accept("^")) {
            Token number = tokens.next();
            if (!number.text().matches("[1-9]")) {
                throw tokens.expected("a whole number from 1 to 9 is expected here");
            }
            power = Integer.parseInt(tokens.advance().text());
        }
        tokens.take(")", "')' closes O( here");
        Formula.Landau landau = new Formula.Landau(tokens.since(token), variable.text(), power);
        boolean isSmall = names.find(variable.text()).orElseThrow(() -> formulas.undeclared(variable))
                        instanceof Symbol.Given given
                && given.type() instanceof Symbol.Simple simple
                && simple.kind() == Symbol.Kind.SMALL;
        if (!isSmall) {
            throw new FormulaException(
                    landau.span(),
                    FormulaText.of(landau) + " needs '" + variable.text() + ": small'",
                    "given " + variable.text() + ": small");
        }
        return formulas.noted(landau);
    }
}
