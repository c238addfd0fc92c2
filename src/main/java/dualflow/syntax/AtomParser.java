package dualflow.syntax;

import dualflow.syntax.Formula.Averaging;
import dualflow.syntax.Formula.Derivation;
import dualflow.syntax.Formula.Reduction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parses the smallest parts of a formula:
 *
 * <pre>
 * atom   = number | name | "(" sum ")" | "|" sum "|" | "&lt;" sum "," sum ">" | "[" rows "]" | "[" sum "]_{" ranges "}" | "-" factor
 *        | ("sum" | "prod" | "max" | "softmax" | "logsumexp") binder product | "integral_{" name "in" sum ".." sum "}" product
 *        | "d/d" name product | ("E" | "Cov" | "Var") "[" sum ["," sum] ["|" conditions] "]" | "P[" sum "=" sum ["|" conditions] "]"
 *        | "flow(" sum ";" sum "->" sum ")" | "O(" name ["^" whole number] ")"
 * binder = "_" name | "_{" name "in" sum ".." sum "}" | "_{" name "!=" sum "}"
 * </pre>
 */
final class AtomParser {
    private final Tokens tokens;
    private final Names names;
    private final FormulaParser formulas;

    /** The word before each index that was bound and is not any more. */
    private final Map<String, String> ended = new HashMap<>();

    AtomParser(Tokens tokens, Names names, FormulaParser formulas) {
        this.tokens = tokens;
        this.names = names;
        this.formulas = formulas;
    }

    Formula atom() {
        Token first = tokens.next();
        return switch (first.kind()) {
            case NUMBER -> number();
            case DERIVATIVE -> totalDerivative();
            case NAME -> {
                if (first.isKeyword()) {
                    throw tokens.expected("a quantity is expected here");
                }
                yield named();
            }
            case SYMBOL -> bracketed(first);
            default -> throw tokens.expected("a quantity is expected here");
        };
    }

    private Formula number() {
        Token token = tokens.advance();
        double value = Double.parseDouble(token.text());
        if (Double.isInfinite(value)) {
            throw new FormulaException(token.span(), "this number is too large", "the largest is " + Double.MAX_VALUE);
        }
        return formulas.noted(new Formula.Literal(token.span(), token.text(), value));
    }

    private Formula bracketed(Token first) {
        return switch (first.text()) {
            case "(" -> {
                tokens.advance();
                yield formulas.within(true, formulas::sum, ")", "')' is missing: this bracket is never closed");
            }
            case "|" -> {
                tokens.advance();
                Formula of = formulas.withBars(false, formulas::sum);
                tokens.take("|", "'|' closes the norm here");
                yield formulas.noted(new Formula.Norm(tokens.since(first), of));
            }
            case "[" -> blocks(first);
            case "<" -> innerProduct(first);
            case "-" -> {
                tokens.advance();
                Formula of = formulas.factor();
                yield formulas.noted(new Formula.Negation(tokens.since(first), of));
            }
            default -> throw tokens.expected("a quantity is expected here");
        };
    }

    /** Whether an angle bracket opens an inner product here: whether a comma follows, and an angle bracket that closes it. */
    boolean isInnerProduct() {
        boolean comma = false;
        for (int i = tokens.position() + 1; !tokens.get(i).endsLine(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol("(") || token.isSymbol("[")) {
                i = tokens.closing(i);
                if (i < 0) {
                    return false;
                }
            } else if (token.isSymbol(">") || token.is("=") || token.is("<=")) {
                return comma && token.isSymbol(">");
            }
            comma |= token.isSymbol(",");
        }
        return false;
    }

    private Formula innerProduct(Token first) {
        tokens.advance();
        Formula left = formulas.withBars(true, formulas::sum);
        tokens.take(",", "an inner product is written <x, y>: ',' is missing");
        Formula right = formulas.withBars(true, formulas::sum);
        tokens.take(">", "'>' closes the inner product here");
        Formula row = formulas.noted(new Formula.Transposed(left.span(), left));
        return formulas.noted(new Formula.Binary(tokens.since(first), Formula.Infix.TIMES, row, right));
    }

    private Formula blocks(Token first) {
        int opening = tokens.position();
        int closing = tokens.closing(opening);
        if (closing > 0 && tokens.get(closing + 1).isSymbol("_{")) {
            return entries(first, opening, closing);
        }
        tokens.advance();
        List<List<Formula>> rows = formulas.within(true, formulas::rows, "]", "']' closes the blocks here");
        return formulas.noted(new Formula.Blocks(tokens.since(first), rows));
    }

    /** The ranges are read first, since the entry mentions their indices. */
    private Formula entries(Token first, int opening, int closing) {
        tokens.goTo(closing + 2);
        List<Formula.IndexRange> ranges = formulas.within(true, this::ranges, "}", "'}' closes the ranges here");
        int end = tokens.position();
        tokens.goTo(opening + 1);
        names.bind(ranges.stream()
                .map(range -> new Symbol.Bound(range.index(), first.span(), true))
                .toList());
        Formula entry = formulas.within(true, formulas::sum, "]", "']' closes the entry here");
        names.unbind();
        tokens.goTo(end);
        return formulas.noted(new Formula.Entries(tokens.since(first), entry, ranges));
    }

    private List<Formula.IndexRange> ranges() {
        List<Formula.IndexRange> ranges = new ArrayList<>();
        do {
            Token index = tokens.name("an index");
            if (!tokens.accept("in")) {
                throw tokens.expected("entries need the range of their index: [...]_{i in 1..n}");
            }
            ranges.add(range(index.text()));
        } while (tokens.accept(","));
        return ranges;
    }

    private Formula.IndexRange range(String index) {
        Formula from = formulas.sum();
        tokens.take("..", "a range is written 1..K");
        return new Formula.IndexRange(index, from, formulas.sum());
    }

    private Formula totalDerivative() {
        Token token = tokens.advance();
        if (!names.isDeclared(token.text())) {
            throw new FormulaException(token.span(), "'" + token.text() + "' is not declared", "");
        }
        Formula body = formulas.product();
        return formulas.noted(new Formula.TotalDerivative(tokens.since(token), token.text(), body));
    }

    private Formula named() {
        Token token = tokens.advance();
        String name = token.text();
        if (names.isDeclared(name)) {
            return formulas.noted(new Formula.Name(token.span(), name));
        }
        Token next = tokens.next();
        if (Builtins.MEANS.contains(name) && next.isSymbol("[")) {
            return mean(token);
        }
        if (name.equals("flow") && next.isSymbol("(")) {
            return flow(token);
        }
        if (name.equals("O") && next.isSymbol("(")) {
            return landau(token);
        }
        int underscore = name.indexOf('_');
        String head = underscore < 0 ? name : name.substring(0, underscore);
        Optional<String> below = underscore < 0 ? Optional.empty() : Optional.of(name.substring(underscore + 1));
        if (Builtins.BINDERS.contains(head) && (below.isPresent() || next.isSymbol("_{"))) {
            return over(token, head, below);
        }
        if (Builtins.OPERATORS.contains(head)) {
            Derivation derivation = Derivation.valueOf(head.toUpperCase(Locale.ROOT));
            return formulas.noted(new Formula.Operator(token.span(), derivation, below));
        }
        if (head.equals("p") && below.isPresent()) {
            return density(token, below.get());
        }
        if (Builtins.find(name).isPresent()) {
            return builtin(token);
        }
        throw undeclared(token);
    }

    private Formula density(Token token, String of) {
        if (!names.isDeclared(of) || !names.isRandom(of)) {
            String hint = Spelling.nearest(of, names.visibleNames(symbol -> names.isRandom(symbol.name())))
                    .map(near -> "did you mean 'p_" + near + "'?")
                    .orElse("declare it: given X ~ ..., or let X = ... of random parts");
            throw new FormulaException(
                    token.span(), token.text() + " is the density of '" + of + "', which is not random here", hint);
        }
        return formulas.noted(new Formula.Density(token.span(), of));
    }

    /** A built-in; log, exp and sqrt may do without brackets. */
    private Formula builtin(Token token) {
        String name = token.text();
        Token next = tokens.next();
        Formula built = formulas.noted(new Formula.Name(token.span(), name));
        boolean takesNext = next.isName() && !next.is("o") || next.isSymbol("|") || next.isSymbol("[");
        if (List.of("log", "exp", "sqrt").contains(name) && (takesNext || next.kind() == Token.Kind.NUMBER)) {
            Formula of = formulas.factor();
            return formulas.noted(new Formula.Application(tokens.since(token), built, List.of(List.of(of))));
        }
        if (List.of("tr", "det", "logdet", "inv").contains(name) && next.isName()) {
            throw new FormulaException(
                    token.span(),
                    name + " needs brackets: " + name + " A B could be " + name + "(A) B or " + name + "(A B)",
                    "write " + name + "(...)");
        }
        return built;
    }

    private FormulaException undeclared(Token token) {
        String name = token.text();
        if (ended.containsKey(name)) {
            return new FormulaException(
                    token.span(),
                    "'" + name + "' is bound only in the term after " + ended.get(name) + "_" + name,
                    "put the whole " + ended.get(name) + " in brackets");
        }
        if (Builtins.BINDERS.contains(name)) {
            return new FormulaException(
                    token.span(),
                    "'" + name + "' needs its index: " + name + "_k or " + name + "_{i in 1..n}",
                    name.equals("sum") ? "the sum of all entries is total(x)" : "");
        }
        String joined = name.replace("_", "");
        Optional<String> near = !joined.equals(name) && names.isDeclared(joined)
                ? Optional.of(joined)
                : Spelling.nearest(name, names.all());
        return new FormulaException(
                token.span(),
                "'" + name + "' is not declared",
                near.map(other -> "did you mean '" + other + "'?")
                        .orElse("declare it above: given " + name + ": ... or let " + name + " = ..."));
    }

    private Formula over(Token token, String head, Optional<String> below) {
        String index = below.orElse("");
        Optional<Formula.IndexRange> range = Optional.empty();
        Optional<Formula> except = Optional.empty();
        if (below.isEmpty()) {
            tokens.take("_{");
            index = tokens.name("an index").text();
            if (tokens.accept("in") || tokens.accept("=")) {
                range = Optional.of(range(index));
            } else if (tokens.accept("!=")) {
                except = Optional.of(formulas.sum());
            }
            tokens.take("}", "'}' is missing, which closes " + head + "_{");
        }
        return head.equals("integral")
                ? integral(token, index, range)
                : reduction(token, Reduction.valueOf(head.toUpperCase(Locale.ROOT)), index, range, except);
    }

    private Formula integral(Token token, String variable, Optional<Formula.IndexRange> range) {
        if (range.isEmpty()) {
            throw new FormulaException(token.span(), "an integral has bounds: integral_{s in 0..1} ...", "");
        }
        Formula body = bodyOf(token, variable, false, "integral");
        return formulas.noted(new Formula.Integral(
                tokens.since(token), variable, range.get().from(), range.get().to(), body));
    }

    private Formula bodyOf(Token token, String variable, boolean isIndex, String head) {
        boolean isInBrackets = List.of("softmax", "logsumexp", "max").contains(head) && tokens.at("(");
        names.bind(List.of(new Symbol.Bound(variable, token.span(), isIndex)));
        Formula body = isInBrackets ? atom() : formulas.product();
        names.unbind();
        ended.put(variable, head);
        return body;
    }

    private Formula reduction(
            Token token,
            Reduction reduction,
            String index,
            Optional<Formula.IndexRange> range,
            Optional<Formula> except) {
        String head = reduction.name().toLowerCase(Locale.ROOT);
        Formula body = bodyOf(token, index, true, head);
        Span span = tokens.since(token);
        Optional<Dimension> size =
                range.isPresent() ? Optional.empty() : formulas.roles().range(index, body);
        if (range.isEmpty() && size.isEmpty()) {
            throw new FormulaException(
                    token.span(),
                    "the range of " + index + " is not known: no family is indexed by it",
                    "write " + head + "_{" + index + " in 1..K}");
        }
        if (reduction == Reduction.SOFTMAX && !names.isDeclared(index)) {
            throw new FormulaException(
                    span,
                    "softmax_" + index + " is its " + index + "-th number, but " + index + " is bound nowhere",
                    "let g[" + index + "] = softmax_" + index + "(...)");
        }
        return formulas.noted(new Formula.Over(span, reduction, index, range, except, size, body));
    }

    private Formula mean(Token token) {
        Averaging averaging = averaging(token.text());
        tokens.advance();
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
                "]",
                "']' is missing, which closes " + token.text() + "[");
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

    private Formula flow(Token token) {
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

    private Formula landau(Token token) {
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
        boolean isSmall =
                names.find(variable.text()).orElseThrow(() -> undeclared(variable)) instanceof Symbol.Given given
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
