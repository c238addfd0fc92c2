package dualflow.syntax;

import dualflow.syntax.Statement.Comparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parses claim files:
 *
 * <pre>
 * file     = {"from" text | "section" text | "given" item {(";" | line end) item} | "let" let | "claim" claim}
 * claim    = name [text] ":" equation {"where" condition {"," condition} | "instead" ":" equation | "expect" verdict}
 * equation = sum ("=" | "&lt;=") sum {("=" | "&lt;=") sum}
 * condition = name "=" sum | sum ("&lt;=" | "&lt;" | "!=") sum
 * </pre>
 */
public final class ClaimFileParser {
    private static final int LONGEST = 1_000_000;
    private static final int MOST_ERRORS = 100;

    /** What may stand behind {@code expect}. */
    static final Set<String> VERDICTS = Set.of("holds", "corrected", "fails", "undefined", "undecided", "vacuous");

    private final Tokens tokens;
    private final Names names;
    private final DeclarationParser declarations;
    private final List<Statement> claims = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final List<FormulaException> errors = new ArrayList<>();
    private String paper = "";
    private String section = "";

    private ClaimFileParser(SourceText source) {
        this.tokens = new Tokens(Lexer.tokens(source.text()));
        this.names = new Names(source);
        this.declarations = new DeclarationParser(tokens, names);
    }

    /**
     * Parses a file. After an error it goes on at the next statement; what rests on a name whose declaration is wrong is left out without a
     * message.
     *
     * @param source the text, of at most 1,000,000 characters
     * @return its claims, and what is wrong
     */
    public static ParsedFile parse(SourceText source) {
        if (source.text().length() > LONGEST) {
            return new ParsedFile(
                    source,
                    List.of(),
                    List.of(new FormulaException(
                            new Span(0, 0), "a file has at most " + LONGEST + " characters", "take several files")));
        }
        ClaimFileParser parser = new ClaimFileParser(source);
        parser.statements();
        return new ParsedFile(source, List.copyOf(parser.claims), List.copyOf(parser.errors));
    }

    private void statements() {
        tokens.skipLineEnds();
        while (tokens.raw().kind() != Token.Kind.END && errors.size() < MOST_ERRORS) {
            try {
                statement();
                if (!tokens.raw().endsLine()) {
                    throw tokens.expected("an operator or the end of the line is expected here");
                }
            } catch (FormulaException error) {
                errors.add(error);
                giveUpStatement();
            } catch (Names.RestsOnError follows) {
                giveUpStatement();
            }
            tokens.skipLineEnds();
        }
    }

    private void giveUpStatement() {
        names.unbindAll();
        names.noteWrong(declarations.declaring());
        tokens.skipStatement();
    }

    private void statement() {
        declarations.nothing();
        Token first = tokens.raw();
        if (!first.beginsStatement()) {
            throw noStatement(first);
        }
        tokens.advance();
        switch (first.text()) {
            case "from" -> paper = text("the source is a text: from \"title, where\"");
            case "section" -> {
                names.beginSection();
                section = text("a section has a title: section \"...\"");
            }
            case "given" -> items();
            case "let" -> declarations.let();
            default -> claim();
        }
    }

    private FormulaException noStatement(Token first) {
        if (first.is("instead") || first.is("where") || first.is("expect")) {
            FormulaException error = tokens.expected("'" + first.text() + "' belongs below a claim");
            tokens.advance();
            return error;
        }
        Optional<FormulaException> misspelt =
                first.kind() == Token.Kind.NAME ? DeclarationParser.misspelt(first) : Optional.empty();
        if (misspelt.isPresent()) {
            noteNamesOfLine();
        }
        FormulaException error = misspelt.orElseGet(() -> tokens.expected(
                "a statement begins with given, let, claim, section or from",
                "a line that goes on begins with an operator, or stands in brackets"));
        tokens.advance();
        return error;
    }

    /** What a line that cannot be read may have declared. */
    private void noteNamesOfLine() {
        List<String> mentioned = new ArrayList<>();
        for (int i = tokens.position(); !tokens.get(i).endsLine(); i++) {
            if (tokens.get(i).isName() && !Builtins.isKnown(tokens.get(i).text())) {
                mentioned.add(tokens.get(i).text());
            }
        }
        names.noteWrong(mentioned);
    }

    private String text(String missing) {
        if (tokens.raw().kind() != Token.Kind.TEXT) {
            throw tokens.expected(missing);
        }
        return tokens.advance().text();
    }

    /** The items of a given; after a wrong one it goes on behind the next semicolon or line end. */
    private void items() {
        boolean more = true;
        while (more && errors.size() < MOST_ERRORS) {
            tokens.next();
            int first = tokens.position();
            try {
                declarations.item();
                if (!tokens.raw().endsLine() && !tokens.at(";")) {
                    throw tokens.expected("an operator or the end of the line is expected here");
                }
            } catch (FormulaException error) {
                if (error.getMessage().contains(DeclarationParser.MISSPELT)) {
                    tokens.goTo(first);
                    noteNamesOfLine();
                    tokens.advance();
                    declarations.nothing();
                    throw error;
                }
                errors.add(error);
                giveUpItem();
            } catch (Names.RestsOnError follows) {
                giveUpItem();
            }
            more = anotherItem();
        }
    }

    private void giveUpItem() {
        names.unbindAll();
        names.noteWrong(declarations.declaring());
        tokens.skipItem();
    }

    private boolean anotherItem() {
        if (tokens.accept(";")) {
            tokens.skipLineEnds();
            return !tokens.raw().isKeyword() && tokens.raw().kind() != Token.Kind.END;
        }
        Token next = tokens.nextOfAnyLine();
        boolean more = tokens.raw().endsLine() && !next.isKeyword() && next.kind() != Token.Kind.END;
        if (more) {
            tokens.skipLineEnds();
        }
        return more;
    }

    private void claim() {
        Token name = tokens.name("the claim's name");
        StringBuilder id = new StringBuilder(name.text());
        while (tokens.raw().isSymbol("-") && tokens.raw().isAdjoining()) {
            tokens.advance();
            Token.Kind kind = tokens.raw().kind();
            if (kind != Token.Kind.NAME && kind != Token.Kind.NUMBER) {
                throw tokens.expected("the claim's name goes on with letters or digits");
            }
            id.append('-').append(tokens.advance().text());
        }
        Span span = tokens.since(name);
        if (!ids.add(id.toString())) {
            throw new FormulaException(span, "there is a claim '" + id + "' already", "take another name");
        }
        String title = tokens.raw().kind() == Token.Kind.TEXT ? tokens.advance().text() : "";
        tokens.take(":", "':' and an equation are expected here");
        List<Statement.Relation> equation = equation();
        List<Statement.Restriction> where = new ArrayList<>();
        Optional<List<Statement.Relation>> instead = Optional.empty();
        Optional<String> expected = Optional.empty();
        while (acceptOnAnyLine("where", "instead", "expect")) {
            switch (tokens.last().text()) {
                case "where" -> conditions(where);
                case "instead" -> {
                    tokens.take(":");
                    instead = Optional.of(equation());
                }
                default -> expected = Optional.of(verdict());
            }
        }
        claims.add(new Statement(
                id.toString(),
                span,
                title,
                paper,
                section,
                equation,
                List.copyOf(where),
                instead,
                expected,
                names.scope()));
    }

    private boolean acceptOnAnyLine(String... words) {
        boolean accepted = Set.of(words).contains(tokens.nextOfAnyLine().text())
                && tokens.nextOfAnyLine().isKeyword();
        if (accepted) {
            tokens.skipLineEnds();
            tokens.advance();
        }
        return accepted;
    }

    private String verdict() {
        if (!VERDICTS.contains(tokens.raw().text())) {
            throw tokens.expected(
                    "a verdict is expected here", "holds, corrected, fails, undefined, undecided or vacuous");
        }
        return tokens.advance().text();
    }

    private List<Statement.Relation> equation() {
        tokens.skipLineEnds();
        return new EquationParser(tokens, names).equation();
    }

    private void conditions(List<Statement.Restriction> where) {
        do {
            tokens.skipLineEnds();
            FormulaParser formulas = new FormulaParser(tokens, names);
            Formula left = formulas.sum();
            Optional<Comparison> reversed = reversed();
            Comparison comparison = reversed.orElseGet(this::comparison);
            Formula right = formulas.sum();
            where.add(
                    reversed.isPresent()
                            ? new Statement.Restriction(comparison, right, left)
                            : new Statement.Restriction(comparison, left, right));
            boolean setsGiven = left instanceof Formula.Name name
                    && names.find(name.name())
                            .filter(Symbol.Given.class::isInstance)
                            .isPresent();
            if (comparison == Comparison.EQUAL && !setsGiven) {
                throw new FormulaException(
                        left.span(),
                        "'where' with '=' sets a given quantity",
                        "write name = value; other equations between givens belong in a let");
            }
        } while (tokens.accept(","));
    }

    /** a >= b and a > b say that b is at most a, or less. */
    private Optional<Comparison> reversed() {
        if (tokens.acceptAtLeast()) {
            return Optional.of(Comparison.AT_MOST);
        }
        return tokens.accept(">") ? Optional.of(Comparison.LESS) : Optional.empty();
    }

    private Comparison comparison() {
        for (Comparison comparison : Comparison.values()) {
            if (tokens.next().isSymbol(comparison.sign())) {
                tokens.advance();
                return comparison;
            }
        }
        throw tokens.expected("a condition is written t = 0, or a <= b");
    }
}
