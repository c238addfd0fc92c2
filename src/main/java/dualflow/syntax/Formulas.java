package dualflow.syntax;

import java.util.List;
import java.util.Optional;

/** Reads single formulas. */
public final class Formulas {
    private static final int LONGEST = 20_000;

    /** What names are made of, for messages. */
    public static final String OF_NAMES = "letters from A to Z or Greek ones, digits and _";

    private Formulas() {}

    /**
     * Parses a formula.
     *
     * @param source the text, of at most 20,000 characters
     * @param scope what its names stand for
     * @return its tree
     * @throws FormulaException if it cannot be read, with the position and what was expected there
     */
    public static Formula parse(SourceText source, Scope scope) {
        return parse(source, Names.of(scope, source));
    }

    /**
     * A name as the language spells it.
     *
     * @param text what is written, perhaps a Greek letter
     * @return the name in ASCII; nothing if it is no name
     */
    public static Optional<String> name(String text) {
        List<Token> tokens = Lexer.tokens(text);
        return tokens.size() == 2 && tokens.get(0).isName()
                ? Optional.of(tokens.get(0).text())
                : Optional.empty();
    }

    /** Parses a formula by the names that are known. */
    static Formula parse(SourceText source, Names names) {
        if (source.text().length() > LONGEST) {
            throw new FormulaException(
                    new Span(LONGEST, LONGEST), "a formula has at most " + LONGEST + " characters", "");
        }
        Tokens tokens = new Tokens(Lexer.tokens(source.text()));
        tokens.openBracket();
        boolean isLatex = tokens.next().kind() == Token.Kind.LATEX;
        Formula formula =
                isLatex ? LatexReader.formula(tokens.advance(), names) : new FormulaParser(tokens, names).sum();
        tokens.requireEnd();
        return formula;
    }
}
