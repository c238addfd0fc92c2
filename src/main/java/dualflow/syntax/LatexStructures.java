package dualflow.syntax;

import dualflow.syntax.Token.Kind;
import java.util.List;
import java.util.Set;

/** What the macros of LaTeX that have arguments or ends are in the language: fractions, roots, brackets and matrices. */
final class LatexStructures {
    private final LatexCursor text;
    private final LatexTranslator out;

    LatexStructures(LatexCursor text, LatexTranslator out) {
        this.text = text;
        this.out = out;
    }

    /** Fractions, roots, brackets and matrices. */
    void read(String name, int from) {
        switch (name) {
            case "frac", "tfrac", "dfrac" -> fraction(from);
            case "sqrt" -> {
                out.add(Kind.NAME, "sqrt", from);
                out.symbols(from, "(");
                out.addAll(out.argument());
                out.symbols(from, ")");
            }
            case "left" -> delimiter(true, from);
            case "right" -> delimiter(false, from);
            case "lvert", "lVert" -> out.symbols(from, "(", "|");
            case "rvert", "rVert" -> out.symbols(from, "|", ")");
            case "begin" -> matrix(from);
            default ->
                throw text.error(
                        from,
                        "the macro \\" + name + " is not known",
                        LatexVocabulary.nearest(name)
                                .map(near -> "did you mean \\" + near + "?")
                                .orElse("a name of several letters is written \\mathrm{" + name + "}"));
        }
    }

    /** A bar that is marked as a left or right one is put in brackets, so that it cannot be taken for another one. */
    private void delimiter(boolean isLeft, int from) {
        for (String bar : List.of("|", "\\|", "\\lvert", "\\rvert", "\\lVert", "\\rVert", "\\vert", "\\Vert")) {
            if (text.accept(bar)) {
                out.symbols(from, isLeft ? new String[] {"(", "|"} : new String[] {"|", ")"});
                return;
            }
        }
        text.accept(".");
    }

    private void fraction(int from) {
        List<Token> above = out.argument();
        List<Token> below = out.argument();
        String over = above.isEmpty() ? "" : above.get(0).text();
        boolean isDerivative = below.size() == 2
                && below.get(0).text().equals(over)
                && below.get(1).kind() == Kind.NAME;
        boolean isTotal = over.equals(LatexTranslator.UPRIGHT_D) || over.equals("d");
        if (isDerivative && isTotal && (above.size() == 1 || (adjoin(above) && adjoin(below)))) {
            out.add(Kind.DERIVATIVE, below.get(1).text(), from);
            out.addAll(above.subList(1, above.size()));
        } else if (isDerivative && over.equals("partial")) {
            out.add(Kind.NAME, "partial_" + below.get(1).text(), from);
            if (above.size() > 1) {
                out.symbols(from, "(");
                out.addAll(above.subList(1, above.size()));
                out.symbols(from, ")");
            }
        } else {
            out.symbols(from, "(", "(");
            out.addAll(above);
            out.symbols(from, ")", "/", "(");
            out.addAll(below);
            out.symbols(from, ")", ")");
        }
    }

    /** Whether these are two, d and a name right behind it. */
    private static boolean adjoin(List<Token> two) {
        return two.size() == 2
                && two.get(0).span().to() == two.get(1).span().from()
                && two.get(1).kind() == Kind.NAME;
    }

    private void matrix(int from) {
        String kind = text.word();
        if (!Set.of("matrix", "bmatrix", "pmatrix").contains(kind)) {
            throw text.error(
                    from, "there is no '" + kind + "' here", "a matrix is \\begin{bmatrix} ... \\end{bmatrix}");
        }
        out.symbols(from, "(", "[");
        while (!text.accept("\\end")) {
            int at = text.position();
            if (text.atEnd()) {
                throw text.error(from, "this matrix does not end: \\end{" + kind + "} is missing", "");
            } else if (text.accept("&")) {
                out.symbols(at, ",");
            } else if (text.accept("\\\\")) {
                if (!text.startsWith("\\end")) {
                    out.symbols(at, ";");
                }
            } else {
                out.item();
            }
        }
        text.word();
        out.symbols(from, "]", ")");
    }
}
