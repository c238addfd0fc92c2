package dualflow.syntax;

import dualflow.syntax.Token.Kind;
import java.util.List;

/**
 * Reads formulas in LaTeX: the same language in other letters. What is written {@code \frac}, {@code \sum_k}, {@code \Sigma_k^{-1}}, {@code
 * \mathbb{E}[\cdot \mid \cdot]}, {@code \nabla_x}, {@code \partial_t}, {@code ^\top} becomes the tokens of the language, which are parsed as
 * usual. A letter is a name, so that ab is a product; {@code \mathrm{ab}} is one name. {@code \mu_k} is a member where mu is a family, and else the
 * name muk or mu_k where that is declared, and else an entry.
 */
public final class LatexReader {
    private static final int LONGEST = 20_000;

    private LatexReader() {}

    /**
     * Reads a formula.
     *
     * @param source the text, without dollar signs, of at most 20,000 characters
     * @param scope what its names stand for
     * @return its tree
     * @throws FormulaException if it cannot be read, with the position and what was expected there
     */
    public static Formula formula(SourceText source, Scope scope) {
        return formula(whole(source), Names.of(scope, source));
    }

    /** Reads a formula that stands between dollar signs. */
    static Formula formula(Token latex, Names names) {
        Tokens tokens = tokens(latex, names);
        Formula formula = new FormulaParser(tokens, names).sum();
        tokens.requireEnd();
        return formula;
    }

    /**
     * Reads an equation.
     *
     * @param source the text, without dollar signs, of at most 20,000 characters
     * @param scope what its names stand for
     * @return its relations
     * @throws FormulaException if it cannot be read, with the position and what was expected there
     */
    public static List<Statement.Relation> equation(SourceText source, Scope scope) {
        Names names = Names.of(scope, source);
        Tokens tokens = tokens(whole(source), names);
        List<Statement.Relation> equation = new EquationParser(tokens, names).equation();
        tokens.requireEnd();
        return equation;
    }

    private static Token whole(SourceText source) {
        return new Token(Kind.LATEX, source.text(), new Span(-1, source.text().length()), false);
    }

    /** The tokens of the language that a text between dollar signs stands for. */
    static Tokens tokens(Token latex, Names names) {
        if (latex.text().length() > LONGEST) {
            throw new FormulaException(latex.span(), "a formula has at most " + LONGEST + " characters", "");
        }
        Tokens tokens = new Tokens(
                new LatexTranslator(new LatexCursor(latex.text(), latex.span().from() + 1), names).all());
        tokens.openBracket();
        return tokens;
    }
}
