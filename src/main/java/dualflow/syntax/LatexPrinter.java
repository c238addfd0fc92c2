package dualflow.syntax;

import java.util.List;

/** Prints formulas as LaTeX, which {@link LatexReader} reads back to the same trees. */
public final class LatexPrinter {
    private static final Markup MARKUP = new LatexMarkup();

    private LatexPrinter() {}

    /**
     * A formula as LaTeX.
     *
     * @param formula the formula
     * @param scope what its names stand for
     * @return the text of one line, without dollar signs
     */
    public static String of(Formula formula, Scope scope) {
        return new Typesetter(MARKUP, scope).sum(formula);
    }

    /**
     * An equation as LaTeX.
     *
     * @param equation its relations
     * @param scope what its names stand for
     * @return the text of one line, without dollar signs
     */
    public static String of(List<Statement.Relation> equation, Scope scope) {
        return new Typesetter(MARKUP, scope).equation(equation);
    }
}
