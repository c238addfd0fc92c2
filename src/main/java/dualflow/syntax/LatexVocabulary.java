package dualflow.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The macros of LaTeX whose meaning is a word, a sign or a space, and those that have arguments by their names. */
final class LatexVocabulary {
    static final Set<String> SPACES = Set.of(
            ",",
            ";",
            ":",
            "!",
            " ",
            "quad",
            "qquad",
            "displaystyle",
            "textstyle",
            "limits",
            "nolimits",
            "\\",
            "nonumber",
            "notag",
            "middle",
            "big",
            "Big",
            "bigg",
            "Bigg",
            "bigl",
            "bigr",
            "Bigl",
            "Bigr",
            "biggl",
            "biggr",
            "Biggl",
            "Biggr");
    static final Set<String> FONTS = Set.of(
            "mathrm",
            "mathit",
            "mathbf",
            "mathsf",
            "mathcal",
            "mathbb",
            "boldsymbol",
            "bm",
            "text",
            "textrm",
            "operatorname");
    static final Set<String> FUNCTIONS =
            Set.of("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "det", "min");
    /** Functions and operators that papers write by other names, or that their sources define as macros. */
    static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("Tr", "tr"),
            Map.entry("trace", "tr"),
            Map.entry("Trace", "tr"),
            Map.entry("Diag", "diag"),
            Map.entry("ReLU", "relu"),
            Map.entry("Softmax", "softmax"),
            Map.entry("cov", "Cov"),
            Map.entry("var", "Var"));

    private static final List<String> STRUCTURES =
            List.of("frac", "sqrt", "sum", "prod", "max", "int", "nabla", "partial", "left", "right", "begin");
    static final Map<String, String> ACCENTS = Map.of(
            "hat",
            "hat",
            "widehat",
            "hat",
            "tilde",
            "tilde",
            "widetilde",
            "tilde",
            "bar",
            "bar",
            "overline",
            "bar",
            "dot",
            "dot");
    static final Map<String, String> SIGNS = new HashMap<>();

    static {
        signs("*", "cdot", "times");
        signs(".*", "odot");
        signs("./", "oslash");
        signs("o", "circ");
        signs("<=", "le", "leq", "leqslant", "preceq", "preccurlyeq");
        signs(">=", "ge", "geq", "geqslant", "succeq", "succcurlyeq");
        signs("~", "sim");
        signs("!=", "ne", "neq");
        signs("<", "lt", "langle");
        signs(">", "gt", "rangle");
        signs("->", "to", "rightarrow");
        signs("..", "ldots", "dots", "cdots");
        signs("|", "mid", "vert", "Vert", "|");
        signs("'", "top", "intercal", "prime", "transpose", "T");
        signs("[", "lbrack");
        signs("]", "rbrack");
    }

    private LatexVocabulary() {}

    private static void signs(String symbol, String... macros) {
        for (String macro : macros) {
            SIGNS.put(macro, symbol);
        }
    }

    /** The name of a Greek letter. */
    static Optional<String> greek(String macro) {
        String name = switch (macro) {
            case "epsilon", "varepsilon" -> "eps";
            case "varphi" -> "phi";
            case "vartheta" -> "theta";
            case "varrho" -> "rho";
            case "varsigma" -> "sigma";
            default -> macro;
        };
        return Optional.of(name).filter(Letters::isGreek);
    }

    /** The known macro that is spelt like another one. */
    static Optional<String> nearest(String macro) {
        Set<String> known = new TreeSet<>(SIGNS.keySet());
        known.addAll(FUNCTIONS);
        known.addAll(FONTS);
        known.addAll(ACCENTS.keySet());
        known.addAll(STRUCTURES);
        known.addAll(Letters.greekNames());
        return Spelling.nearest(macro, known);
    }
}
