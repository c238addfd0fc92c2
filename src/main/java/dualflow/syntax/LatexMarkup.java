package dualflow.syntax;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** LaTeX, which {@link LatexReader} reads back to the same trees. */
final class LatexMarkup implements Markup {
    @Override
    public String number(String text) {
        return text.contains("e") || text.contains("E") ? "\\mathrm{" + text + "}" : text;
    }

    @Override
    public String name(String name, boolean isDeclared) {
        String letters = name.replaceFirst("[0-9]+$", "");
        String digits = name.substring(letters.length());
        if ((!digits.isEmpty() && !isDeclared) || !isLetter(letters)) {
            return "\\mathrm{" + name.replace("_", "\\_") + "}";
        }
        String letter = letters.length() == 1 ? letters : Letters.macro(letters);
        return digits.isEmpty() ? letter : letter + "_{" + digits + "}";
    }

    private static boolean isLetter(String letters) {
        return letters.length() == 1 || Letters.isGreek(letters);
    }

    @Override
    public String word(String word) {
        return switch (word) {
            case "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "det", "min", "max" -> "\\" + word;
            case "E", "P" -> "\\mathbb{" + word + "}";
            case "I" -> "I";
            case "ones" -> "\\mathbf{1}";
            case "zeros" -> "\\mathbf{0}";
            default -> "\\operatorname{" + word.replace("_", "\\_") + "}";
        };
    }

    @Override
    public String sign(Sign sign) {
        return switch (sign) {
            case PLUS -> "+";
            case MINUS -> "-";
            case TIMES -> "\\cdot";
            case DOT_TIMES -> "\\odot";
            case DOT_OVER -> "\\oslash";
            case EQUAL -> "=";
            case AT_MOST -> "\\le";
            case DIFFERENT -> "\\ne";
            case COMPOSED -> "\\circ";
            case COMMA -> ",";
            case SEMICOLON -> ";";
            case TO -> "\\to";
            case UP_TO -> ":";
            case IN -> "\\in";
            case GIVEN -> "\\mid";
            case DOT -> ".";
            case SUM -> "\\sum";
            case PRODUCT -> "\\prod";
            case INTEGRAL -> "\\int";
            case GRADIENT -> "\\nabla";
            case DIVERGENCE -> "\\cdot";
            case PARTIAL -> "\\partial";
            case DIFFERENTIAL -> "\\mathrm{d}";
            case TRANSPOSED -> "\\top";
            case NORMAL_DENSITY -> "\\mathcal{N}";
        };
    }

    /** With a space where one is needed or usual. */
    @Override
    public String row(String... parts) {
        StringBuilder row = new StringBuilder();
        for (String part : parts) {
            boolean isTight = row.length() == 0 || part.matches("[,;.:].*") || row.charAt(row.length() - 1) == ':';
            row.append(isTight ? "" : " ").append(part);
        }
        return row.toString();
    }

    @Override
    public String applied(String function, String arguments) {
        return function + arguments;
    }

    @Override
    public String fraction(String above, String below) {
        return "\\frac{" + above + "}{" + below + "}";
    }

    @Override
    public String root(String of) {
        return "\\sqrt{" + of + "}";
    }

    @Override
    public String above(String base, String exponent) {
        return base + "^{" + exponent + "}";
    }

    @Override
    public String below(String base, String index) {
        return base + "_{" + index + "}";
    }

    @Override
    public String belowAndAbove(String base, String lower, String upper) {
        return base + "_{" + lower + "}^{" + upper + "}";
    }

    @Override
    public String brackets(Bracket bracket, String inner) {
        boolean isTall = inner.contains("\\frac") || inner.contains("\\begin") || inner.contains("\\sum");
        return switch (bracket) {
            case ROUND -> isTall ? "\\left(" + inner + "\\right)" : "(" + inner + ")";
            case SQUARE -> isTall ? "\\left[" + inner + "\\right]" : "[" + inner + "]";
            case BARS -> "\\lVert " + inner + "\\rVert";
        };
    }

    @Override
    public String group(String inner) {
        return "{" + inner + "}";
    }

    @Override
    public String matrix(List<List<String>> rows) {
        return rows.stream()
                .map(row -> String.join(" & ", row))
                .collect(joining(" \\\\ ", "\\begin{bmatrix} ", " \\end{bmatrix}"));
    }
}
