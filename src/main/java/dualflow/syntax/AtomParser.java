package dualflow.syntax;

import dualflow.syntax.Formula.Derivation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the smallest parts of a formula:
 *
 * <pre>
 * atom = number | name | "(" sum ")" | "|" sum "|" | "&lt;" sum "," sum ">" | "[" rows "]" | ("-" | "+") factor | bound | mean | flow | total | order
 * </pre>
 */
final class AtomParser {
    /** What may stand behind det A, so that it is clear how far it reaches; the text of a line's end is empty. */
    private static final Set<String> ENDS = Set.of(")", "]", "}", ",", ";", "+", "-", "/", "=", "<=", ">=", "|", "");

    private final Tokens tokens;
    private final Names names;
    private final FormulaParser formulas;

    private final BinderParser binders;
    private final NotationParser notations;

    AtomParser(Tokens tokens, Names names, FormulaParser formulas) {
        this.tokens = tokens;
        this.names = names;
        this.formulas = formulas;
        this.binders = new BinderParser(tokens, names, formulas);
        this.notations = new NotationParser(tokens, names, formulas);
    }

    Formula atom() {
        Token first = tokens.next();
        return switch (first.kind()) {
            case NUMBER -> number();
            case DERIVATIVE -> notations.totalDerivative();
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
            case "[" -> isEntries() ? binders.entries() : blocks(first);
            case "<" -> innerProduct(first);
            case "-" -> {
                tokens.advance();
                Formula of = formulas.factor();
                yield formulas.noted(new Formula.Negation(tokens.since(first), of));
            }
            case "+" -> {
                tokens.advance();
                yield formulas.factor();
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

    private boolean isEntries() {
        int closing = tokens.closing(tokens.position());
        return closing > 0 && tokens.get(closing + 1).isSymbol("_{");
    }

    private Formula blocks(Token first) {
        tokens.advance();
        List<List<Formula>> rows = formulas.within(true, formulas::rows, "]", "']' closes the blocks here");
        return formulas.noted(new Formula.Blocks(tokens.since(first), rows));
    }

    private Formula named() {
        Token token = tokens.advance();
        String name = token.text();
        if (names.isDeclared(name)) {
            return formulas.noted(new Formula.Name(token.span(), name));
        }
        Token next = tokens.next();
        if (Builtins.MEANS.contains(name) && (next.isSymbol("[") || next.isSymbol("("))) {
            return notations.mean(token);
        }
        if (name.equals("flow") && next.isSymbol("(")) {
            return notations.flow(token);
        }
        if (name.equals("O") && next.isSymbol("(")) {
            return notations.landau(token);
        }
        int underscore = name.indexOf('_');
        String head = underscore < 0 ? name : name.substring(0, underscore);
        Optional<String> below = underscore < 0 ? Optional.empty() : Optional.of(name.substring(underscore + 1));
        if (Builtins.BINDERS.contains(head) && (below.isPresent() || next.isSymbol("_{"))) {
            return binders.over(token, head, below);
        }
        if (name.equals("sum") && next.isSymbol("(") && names.areOpen()) { // where there are no families to sum over
            return formulas.noted(new Formula.Name(token.span(), "total"));
        }
        if (Builtins.OPERATORS.contains(head)) {
            Derivation derivation = Derivation.valueOf(head.toUpperCase(Locale.ROOT));
            Formula operator = formulas.noted(new Formula.Operator(token.span(), derivation, below));
            return next.isName() && !next.is("o") ? notations.operatorOf(token, operator) : operator;
        }
        if (head.equals("p") && below.isPresent()) {
            return density(token, below.get());
        }
        if (Builtins.find(name).isPresent()) {
            return builtin(token);
        }
        if (!next.isSymbol("(") && names.assume(name)) {
            return formulas.noted(new Formula.Name(token.span(), name));
        }
        throw binders.ended(token).orElseGet(() -> undeclared(token));
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

    /** A built-in; functions of numbers may do without brackets, as in sin x. */
    private Formula builtin(Token token) {
        String name = token.text();
        Token next = tokens.next();
        Formula built = formulas.noted(new Formula.Name(token.span(), name));
        boolean takesNext = (next.isName() && !next.is("o")) || next.isSymbol("|") || next.isSymbol("[");
        if (Builtins.isElementary(name) && (takesNext || next.kind() == Token.Kind.NUMBER)) {
            Formula of = formulas.factor();
            return formulas.noted(new Formula.Application(tokens.since(token), built, List.of(List.of(of))));
        }
        if (List.of("tr", "det", "logdet", "inv").contains(name) && next.isName()) {
            if (names.isDeclared(next.text()) && ENDS.contains(tokens.second().text())) {
                Formula of = formulas.factor();
                return formulas.noted(new Formula.Application(tokens.since(token), built, List.of(List.of(of))));
            }
            throw new FormulaException(
                    token.span(),
                    name + " needs brackets: " + name + " A B could be " + name + "(A) B or " + name + "(A B)",
                    "write " + name + "(...)");
        }
        return built;
    }

    /** The error of a name that stands for nothing. */
    FormulaException undeclared(Token token) {
        String name = token.text();
        if (Builtins.MEANS.contains(name)) {
            return new FormulaException(token.span(), "'" + name + "' needs its brackets: " + name + "[...]", "");
        }
        if (Builtins.BINDERS.contains(name)) {
            return new FormulaException(
                    token.span(),
                    "'" + name + "' needs its index: " + name + "_k or " + name + "_{i in 1..n}",
                    name.equals("sum") ? "the sum of all entries is total(x)" : "");
        }
        if (names.areOpen() && tokens.next().isSymbol("(")) {
            return new FormulaException(
                    token.span(),
                    "there is no function '" + name + "'",
                    Spelling.nearest(name, Builtins.functions())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("the functions are " + String.join(", ", Builtins.functions())));
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
}
