package dualflow.syntax;

import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Parses types and sizes:
 *
 * <pre>
 * type      = simple ["->" simple] | "(" [name ":"] simple {"," [name ":"] simple} ")" "->" simple
 * simple    = "R" ["+" | "^" size | "^(" dimension ["," dimension] ")"] | "time" | "small" | kind "(" dimension ")" | "map(" dimension
 *             ["," dimension] ")" | "field(" dimension ")"
 * dimension = [number] name | number, with + and - between
 * </pre>
 */
final class TypeParser {
    private static final int LARGEST = 1000;
    private static final String EXAMPLES =
            "R, R+, R^d, R^(m,n), sym(d), spd(d), orth(d), simplex(K), time, map(d,m), field(d) ...";

    private final Tokens tokens;
    private final Names names;

    TypeParser(Tokens tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
    }

    Symbol.Type type() {
        if (!tokens.at("(")) {
            Symbol.Type type = simpleOrMap();
            return type instanceof Simple argument && tokens.accept("->")
                    ? function(List.of(argument), List.of(Optional.empty()), simple())
                    : type;
        }
        tokens.advance();
        List<Simple> arguments = new ArrayList<>();
        List<Optional<String>> given = new ArrayList<>();
        do {
            Optional<String> name = Optional.empty();
            if (tokens.next().isName() && tokens.second().isSymbol(":")) {
                name = Optional.of(tokens.advance().text());
                tokens.advance();
            }
            given.add(name);
            arguments.add(simple());
        } while (tokens.accept(","));
        tokens.take(")");
        tokens.take("->", "a function's type is written (R^d, time) -> R^d");
        return function(arguments, given, simple());
    }

    private static Symbol.FunctionType function(List<Simple> arguments, List<Optional<String>> given, Simple result) {
        Set<String> used = new HashSet<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String name = given.get(i).orElse(usualName(arguments.get(i).kind(), used, i));
            while (!used.add(name)) {
                name += i + 1;
            }
            all.add(name);
        }
        return new Symbol.FunctionType(List.copyOf(arguments), List.copyOf(all), result);
    }

    private static String usualName(Kind kind, Set<String> used, int place) {
        List<String> usual = switch (kind) {
            case TIME -> List.of("t");
            case VECTOR -> List.of("x", "theta");
            case NUMBER, POSITIVE -> List.of("y", "x");
            default -> List.of();
        };
        return usual.stream()
                .filter(name -> !used.contains(name))
                .findFirst()
                .orElse(kind == Kind.TIME ? "t" : "arg" + (place + 1));
    }

    private Simple simple() {
        Token first = tokens.next();
        if (simpleOrMap() instanceof Simple simple) {
            return simple;
        }
        throw new FormulaException(tokens.since(first), "a function cannot stand here", "take R, R^d, R^(m,n) ...");
    }

    private Symbol.Type simpleOrMap() {
        if (!tokens.next().isName()) {
            throw tokens.expected("a type is expected here", EXAMPLES);
        }
        Token token = tokens.advance();
        String word = token.text();
        return switch (word) {
            case "R" -> real();
            case "time", "small" -> new Simple(kind(word), List.of());
            case "index" -> sized(word, "index needs its range: index(K)");
            case "sym", "spd", "orth", "skew", "lower", "simplex", "unit" ->
                sized(word, word + " needs a dimension: " + word + "(d)");
            case "field" -> {
                Simple vector = new Simple(Kind.VECTOR, size("field needs a dimension: field(d)"));
                Simple time = new Simple(Kind.TIME, List.of());
                yield new Symbol.FunctionType(List.of(vector, time), List.of("x", "t"), vector);
            }
            case "map" -> map();
            default -> throw unknown(token);
        };
    }

    private static Kind kind(String word) {
        return Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static FormulaException unknown(Token token) {
        String word = token.text();
        if (Builtins.DISTRIBUTIONS.contains(word)) {
            return new FormulaException(
                    token.span(), "'" + word + "' is a distribution", "write '~' in place of ':' for what is random");
        }
        return new FormulaException(
                token.span(),
                "'" + word + "' is no type",
                Spelling.nearest(word, Builtins.TYPES)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("types: " + String.join(", ", Builtins.TYPES) + ", R+, R^d, R^(m,n)"));
    }

    private Simple real() {
        if (tokens.accept("+")) {
            return new Simple(Kind.POSITIVE, List.of());
        }
        if (!tokens.accept("^")) {
            return new Simple(Kind.NUMBER, List.of());
        }
        if (!tokens.accept("(")) {
            return new Simple(Kind.VECTOR, List.of(term()));
        }
        Dimension rows = dimension();
        if (tokens.accept(")")) {
            return new Simple(Kind.VECTOR, List.of(rows));
        }
        if (!tokens.accept("*")) {
            tokens.take(",", "a matrix type is written R^(m,n)");
        }
        Dimension columns = dimension();
        tokens.take(")");
        return new Simple(Kind.MATRIX, List.of(rows, columns));
    }

    private Simple sized(String word, String missing) {
        return new Simple(kind(word), size(missing));
    }

    private List<Dimension> size(String missing) {
        tokens.take("(", missing);
        Dimension size = dimension();
        tokens.take(")");
        return List.of(size);
    }

    private Symbol.Type map() {
        tokens.take("(", "map needs dimensions: map(d) into R, map(d, m) into R^m");
        Simple argument = new Simple(Kind.VECTOR, List.of(dimension()));
        Simple result =
                tokens.accept(",") ? new Simple(Kind.VECTOR, List.of(dimension())) : new Simple(Kind.NUMBER, List.of());
        tokens.take(")");
        return new Symbol.FunctionType(List.of(argument), List.of("x"), result);
    }

    Dimension dimension() {
        Dimension sum = term();
        while (tokens.at("+") || tokens.at("-")) {
            int sign = tokens.advance().is("+") ? 1 : -1;
            sum = sum.plus(term().times(sign));
        }
        return sum;
    }

    private Dimension term() {
        Token token = tokens.next();
        if (token.kind() != Token.Kind.NUMBER) {
            return named();
        }
        int number = wholeNumber(LARGEST);
        Token next = tokens.next();
        if (next.is("*")) {
            tokens.advance();
            return named().times(number);
        }
        boolean isFactor = next.isName()
                && names.find(next.text()).filter(Symbol.Size.class::isInstance).isPresent();
        return isFactor ? named().times(number) : Dimension.of(number);
    }

    private Dimension named() {
        Token token = tokens.next();
        if (!token.isName()) {
            throw tokens.expected("a dimension is expected here");
        }
        String name = token.text();
        if (names.find(name).filter(Symbol.Size.class::isInstance).isEmpty()) {
            throw new FormulaException(
                    token.span(),
                    "'" + name + "' is no dimension",
                    Spelling.nearest(name, names.visibleNames(Symbol.Size.class::isInstance))
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("declare it: given " + name + " in 1..3"));
        }
        tokens.advance();
        return Dimension.of(name);
    }

    /** A whole number from 0. */
    int wholeNumber(int most) {
        Token token = tokens.next();
        if (token.kind() != Token.Kind.NUMBER || !token.text().chars().allMatch(Letters::isDigit)) {
            throw tokens.expected("a whole number is expected here");
        }
        String digits = token.text();
        if (digits.length() > 9 || Integer.parseInt(digits) > most) {
            throw tokens.expected("a whole number of at most " + most + " is expected here");
        }
        tokens.advance();
        return Integer.parseInt(digits);
    }
}
