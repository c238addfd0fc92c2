package dualflow.syntax;

import java.util.List;

/** How the parts of typeset mathematics are written in a language such as LaTeX. */
interface Markup {
    /** Signs. */
    enum Sign {
        PLUS,
        MINUS,
        TIMES,
        DOT_TIMES,
        DOT_OVER,
        EQUAL,
        AT_MOST,
        DIFFERENT,
        COMPOSED,
        COMMA,
        SEMICOLON,
        TO,
        UP_TO,
        IN,
        GIVEN,
        DOT,
        SUM,
        PRODUCT,
        INTEGRAL,
        GRADIENT,
        DIVERGENCE,
        PARTIAL,
        DIFFERENTIAL,
        TRANSPOSED,
        NORMAL_DENSITY
    }

    /** Brackets. */
    enum Bracket {
        ROUND,
        SQUARE,
        BARS
    }

    String number(String text);

    /** A quantity; {@code isDeclared} where its digits may stand below the line. */
    String name(String name, boolean isDeclared);

    /** A function or operator with a name of its own. */
    String word(String word);

    String sign(Sign sign);

    /** Parts side by side. */
    String row(String... parts);

    /** A function or operator and what stands in brackets behind it. */
    String applied(String function, String arguments);

    String fraction(String above, String below);

    String root(String of);

    String above(String base, String exponent);

    String below(String base, String index);

    String belowAndAbove(String base, String lower, String upper);

    String brackets(Bracket bracket, String inner);

    /** Parts that belong together, without a visible sign of it. */
    String group(String inner);

    String matrix(List<List<String>> rows);
}
