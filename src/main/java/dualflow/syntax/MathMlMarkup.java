package dualflow.syntax;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Presentation MathML. */
final class MathMlMarkup implements Markup {
    private static String element(String name, String... content) {
        return "<" + name + ">" + String.join("", content) + "</" + name + ">";
    }

    private static String operator(String sign) {
        return element("mo", sign);
    }

    @Override
    public String number(String text) {
        return element("mn", text);
    }

    @Override
    public String name(String name, boolean isDeclared) {
        String letters = name.replaceFirst("_?[0-9]+$", "");
        String digits = name.substring(letters.length()).replace("_", "");
        String base = element("mi", Letters.greek(letters).orElse(letters));
        return digits.isEmpty() ? base : element("msub", base, element("mn", digits));
    }

    @Override
    public String word(String word) {
        return switch (word) {
            case "E" -> element("mi", "𝔼");
            case "P" -> element("mi", "ℙ");
            case "ones" -> element("mn", "𝟏");
            case "zeros" -> element("mn", "𝟎");
            default -> "<mi mathvariant=\"normal\">" + word + "</mi>";
        };
    }

    @Override
    public String sign(Sign sign) {
        return switch (sign) {
            case PLUS -> operator("+");
            case MINUS -> operator("−");
            case TIMES -> operator("·");
            case DOT_TIMES -> operator("⊙");
            case DOT_OVER -> operator("⊘");
            case EQUAL -> operator("=");
            case AT_MOST -> operator("≤");
            case DIFFERENT -> operator("≠");
            case COMPOSED -> operator("∘");
            case COMMA -> operator(",");
            case SEMICOLON -> operator(";");
            case TO -> operator("→");
            case UP_TO -> operator(":");
            case IN -> operator("∈");
            case GIVEN -> operator("∣");
            case DOT -> operator(".");
            case SUM -> operator("∑");
            case PRODUCT -> operator("∏");
            case INTEGRAL -> operator("∫");
            case GRADIENT -> operator("∇");
            case DIVERGENCE -> operator("·");
            case PARTIAL -> operator("∂");
            case DIFFERENTIAL -> "<mi mathvariant=\"normal\">d</mi>";
            case TRANSPOSED -> operator("⊤");
            case NORMAL_DENSITY -> element("mi", "𝒩");
        };
    }

    @Override
    public String row(String... parts) {
        return element("mrow", parts);
    }

    @Override
    public String applied(String function, String arguments) {
        return element("mrow", function, operator("&#x2061;"), arguments);
    }

    @Override
    public String fraction(String above, String below) {
        return element("mfrac", one(above), one(below));
    }

    private static String one(String content) {
        return element("mrow", content);
    }

    @Override
    public String root(String of) {
        return element("msqrt", of);
    }

    @Override
    public String above(String base, String exponent) {
        return element("msup", one(base), one(exponent));
    }

    @Override
    public String below(String base, String index) {
        return element("msub", one(base), one(index));
    }

    @Override
    public String belowAndAbove(String base, String lower, String upper) {
        return element("munderover", one(base), one(lower), one(upper));
    }

    @Override
    public String brackets(Bracket bracket, String inner) {
        return switch (bracket) {
            case ROUND -> element("mrow", operator("("), inner, operator(")"));
            case SQUARE -> element("mrow", operator("["), inner, operator("]"));
            case BARS -> element("mrow", operator("‖"), inner, operator("‖"));
        };
    }

    @Override
    public String group(String inner) {
        return one(inner);
    }

    @Override
    public String matrix(List<List<String>> rows) {
        String table = rows.stream()
                .map(row -> row.stream().map(cell -> element("mtd", cell)).collect(joining("", "<mtr>", "</mtr>")))
                .collect(joining("", "<mtable>", "</mtable>"));
        return element("mrow", operator("["), table, operator("]"));
    }
}
