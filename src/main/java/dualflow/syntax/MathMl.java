package dualflow.syntax;

import java.util.List;

/** Writes formulas as presentation MathML, which browsers show without any script or network. */
public final class MathMl {
    private static final Markup MARKUP = new MathMlMarkup();

    private MathMl() {}

    /**
     * A formula as MathML.
     *
     * @param formula the formula
     * @param scope what its names stand for
     * @return an element {@code math}
     */
    public static String of(Formula formula, Scope scope) {
        return whole(new Typesetter(MARKUP, scope).sum(formula));
    }

    /**
     * An equation as MathML.
     *
     * @param equation its relations
     * @param scope what its names stand for
     * @return an element {@code math}
     */
    public static String of(List<Statement.Relation> equation, Scope scope) {
        return whole(new Typesetter(MARKUP, scope).equation(equation));
    }

    private static String whole(String content) {
        return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">" + content + "</math>";
    }
}
