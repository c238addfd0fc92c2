package dualflow.syntax;

/** Reads single formulas. */
public final class Formulas {
    private static final int LONGEST = 20_000;

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
        if (source.text().length() > LONGEST) {
            throw new FormulaException(
                    new Span(LONGEST, LONGEST), "a formula has at most " + LONGEST + " characters", "");
        }
        Tokens tokens = new Tokens(Lexer.tokens(source.text()));
        tokens.openBracket();
        Formula formula = new FormulaParser(tokens, Names.of(scope, source)).sum();
        if (tokens.next().kind() != Token.Kind.END) {
            throw tokens.expected("an operator or the end is expected here");
        }
        return formula;
    }
}
