package dualflow.syntax;

import dualflow.syntax.Symbol.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the items of {@code given}, and {@code let}:
 *
 * <pre>
 * item = names "in" number ".." number | names ":" type | name {"&lt;" name} ":" type | name {"," name} "~" distribution
 * let  = name ["[" name ["in" 1..dimension] "]"] ["(" name {"," name} ")"] "=" sum
 * </pre>
 */
final class DeclarationParser {
    /** A word that was taken for a name, but stands where a statement begins. */
    static final String MISSPELT = "stands where a statement or a declaration begins";

    private static final int LARGEST = 100;
    private static final Set<Kind> ORDERED = Set.of(Kind.TIME, Kind.NUMBER, Kind.POSITIVE);

    private final Tokens tokens;
    private final Names names;
    private final TypeParser types;

    /** The names of the declaration that is read, to be noted if it is wrong. */
    private final List<String> declaring = new ArrayList<>();

    private record Member(Token token, Optional<Dimension> family) {}

    DeclarationParser(Tokens tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
        this.types = new TypeParser(tokens, names);
    }

    /** The names that the last item or definition was about to declare. */
    List<String> declaring() {
        return List.copyOf(declaring);
    }

    /** Forgets them. */
    void nothing() {
        declaring.clear();
    }

    void item() {
        declaring.clear();
        List<Member> members = new ArrayList<>();
        boolean isOrdered = false;
        do {
            Token name = tokens.name("a name to declare");
            declaring.add(name.text());
            Optional<Dimension> family = Optional.empty();
            if (tokens.accept("[")) {
                family = Optional.of(types.dimension());
                tokens.take("]", "']' closes the family's size");
            }
            members.add(new Member(name, family));
            isOrdered |= tokens.at("<");
        } while (tokens.accept(",") || tokens.accept("<"));
        if (tokens.accept("in")) {
            sizes(members);
        } else if (tokens.accept(":")) {
            quantities(members, isOrdered);
        } else if (tokens.accept("~")) {
            random(members);
        } else {
            throw neither(members);
        }
    }

    private FormulaException neither(List<Member> members) {
        Token first = members.get(0).token();
        if (tokens.at("(") || tokens.at("=")) {
            return tokens.expected(
                    "'given' declares what is free; what is defined stands in 'let'",
                    "let " + members.get(members.size() - 1).token().text() + "... = ...");
        }
        return misspelt(first)
                .filter(error -> members.size() == 1)
                .orElseGet(() -> tokens.expected(
                        "':' and a type, '~' and a distribution, or 'in' and a range is expected here"));
    }

    /** The error of a misspelt word at the beginning of a statement. */
    static Optional<FormulaException> misspelt(Token word) {
        return Spelling.nearest(word.text(), Token.KEYWORDS)
                .filter(near -> !near.equals("in"))
                .map(near -> new FormulaException(
                        word.span(), "'" + word.text() + "' " + MISSPELT, "did you mean '" + near + "'?"));
    }

    private void sizes(List<Member> members) {
        Token first = tokens.next();
        int least = types.wholeNumber(LARGEST);
        tokens.take("..", "a range is written 1..4");
        int most = types.wholeNumber(LARGEST);
        if (least < 1 || least > most) {
            throw new FormulaException(
                    tokens.since(first), "a range of dimensions is written 1..4, from at least 1", "");
        }
        for (Member member : members) {
            refuseFamily(member, "a dimension");
            names.declare(new Symbol.Size(member.token().text(), member.token().span(), least, most));
        }
    }

    private static void refuseFamily(Member member, String what) {
        if (member.family().isPresent()) {
            throw new FormulaException(member.token().span(), what + " is no family", "declare each by its own name");
        }
    }

    private void quantities(List<Member> members, boolean isOrdered) {
        Token first = tokens.next();
        Symbol.Type type = types.type();
        if (isOrdered && !(type instanceof Symbol.Simple simple && ORDERED.contains(simple.kind()))) {
            throw new FormulaException(tokens.since(first), "only numbers can be ordered by '<'", "");
        }
        List<String> chain = isOrdered
                ? members.stream().map(member -> member.token().text()).toList()
                : List.of();
        for (Member member : members) {
            Token name = member.token();
            names.declare(new Symbol.Given(name.text(), name.span(), member.family(), type, chain));
        }
    }

    private void random(List<Member> members) {
        members.forEach(member -> refuseFamily(member, "a random quantity"));
        Symbol.Distribution distribution = distribution();
        for (Member member : members) {
            names.declare(
                    new Symbol.Random(member.token().text(), member.token().span(), distribution));
        }
    }

    private Symbol.Distribution distribution() {
        Token token = tokens.name("a distribution");
        Span span = token.span();
        String word = token.text();
        if (!Builtins.DISTRIBUTIONS.contains(word)) {
            throw new FormulaException(
                    span,
                    "'" + word + "' is no distribution",
                    Spelling.nearest(word, Builtins.DISTRIBUTIONS)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse(
                                    "normal(d), normal(m, C), categorical(w), points(n, d), signs(d), sphere(d), uniform"));
        }
        if (word.equals("uniform")) {
            return new Symbol.Uniform(span);
        }
        tokens.take("(");
        Symbol.Distribution distribution = switch (word) {
            case "signs" -> new Symbol.Signs(span, types.dimension());
            case "sphere" -> new Symbol.Sphere(span, types.dimension());
            case "points" -> {
                Dimension count = types.dimension();
                tokens.take(",", "points(n, d) has n points in d dimensions");
                yield new Symbol.Points(span, count, types.dimension());
            }
            case "categorical" -> new Symbol.Categorical(span, new FormulaParser(tokens, names).sum());
            default -> normal(span);
        };
        tokens.take(")");
        return distribution;
    }

    private Symbol.Distribution normal(Span span) {
        int start = tokens.position();
        try {
            Dimension size = types.dimension();
            if (tokens.at(")")) {
                return new Symbol.StandardNormal(span, size);
            }
        } catch (FormulaException notASize) {
            // a mean then
        }
        tokens.goTo(start);
        FormulaParser formulas = new FormulaParser(tokens, names);
        Formula mean = formulas.sum();
        tokens.take(",", "normal(d) is standard; else normal(mean, covariance)");
        return new Symbol.Normal(span, mean, formulas.sum());
    }

    void let() {
        declaring.clear();
        Token name = tokens.name("a name to define");
        declaring.add(name.text());
        List<Symbol.Bound> bound = new ArrayList<>();
        Optional<String> index = Optional.empty();
        Optional<Dimension> size = Optional.empty();
        if (tokens.accept("[")) {
            Token token = tokens.name("an index");
            index = Optional.of(token.text());
            bound.add(new Symbol.Bound(token.text(), token.span(), true));
            size = tokens.accept("in") ? Optional.of(range()) : Optional.empty();
            tokens.take("]");
        }
        Optional<List<String>> parameters = Optional.empty();
        if (tokens.accept("(")) {
            parameters = Optional.of(parameters(bound));
        }
        tokens.take("=", "'=' and the definition are expected here");
        names.bind(bound);
        Formula body = body();
        names.unbind();
        if (index.isPresent() && size.isEmpty()) {
            size = Optional.of(inferred(name, index.get(), body));
        }
        names.declare(new Symbol.Definition(name.text(), name.span(), index, size, parameters, body));
    }

    /** The range of an index that is declared by this name too. */
    private Optional<Dimension> declared(String index) {
        return names.find(index)
                .filter(symbol -> symbol instanceof Symbol.Given given
                        && given.type() instanceof Symbol.Simple simple
                        && simple.kind() == Symbol.Kind.INDEX)
                .map(symbol ->
                        ((Symbol.Simple) ((Symbol.Given) symbol).type()).sizes().get(0));
    }

    private Dimension inferred(Token name, String index, Formula body) {
        return new Roles(names)
                .range(index, body)
                .or(() -> declared(index))
                .orElseThrow(() -> new FormulaException(
                        name.span(),
                        "the range of " + index + " is not known: no family is indexed by it",
                        "write let " + name.text() + "[" + index + " in 1..K] = ..."));
    }

    private Formula body() {
        if (tokens.next().kind() != Token.Kind.LATEX) {
            return new FormulaParser(tokens, names).sum();
        }
        return LatexReader.formula(tokens.advance(), names);
    }

    private Dimension range() {
        if (!tokens.next().text().equals("1")) {
            throw tokens.expected("an index runs from 1");
        }
        tokens.advance();
        tokens.take("..", "a range is written 1..K");
        return types.dimension();
    }

    private List<String> parameters(List<Symbol.Bound> bound) {
        List<String> parameters = new ArrayList<>();
        do {
            Token token = tokens.name("a parameter's name");
            if (bound.stream().anyMatch(other -> other.name().equals(token.text()))) {
                throw new FormulaException(
                        token.span(), "'" + token.text() + "' stands here twice", "take another name");
            }
            parameters.add(token.text());
            bound.add(new Symbol.Bound(token.text(), token.span(), false));
            if (tokens.accept(":")) {
                types.type();
            }
        } while (tokens.accept(","));
        tokens.take(")", "')' closes the parameters");
        return parameters;
    }
}
