package dualflow.syntax;

import dualflow.syntax.Token.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the macros of LaTeX are in the language. */
final class LatexMacros {
    private static final Set<String> SPACES = Set.of(
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
    private static final Set<String> FONTS = Set.of(
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
    private static final Set<String> FUNCTIONS = Set.of("exp", "log", "sin", "cos", "tanh", "det", "min");
    private static final Map<String, String> ACCENTS = Map.of(
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
    private static final Map<String, String> SIGNS = new HashMap<>();

    static {
        signs("*", "cdot", "times");
        signs(".*", "odot");
        signs("./", "oslash");
        signs("o", "circ");
        signs("<=", "le", "leq", "leqslant", "preceq", "preccurlyeq");
        signs("!=", "ne", "neq");
        signs("<", "lt", "langle");
        signs(">", "gt", "rangle");
        signs("->", "to", "rightarrow");
        signs("..", "ldots", "dots", "cdots");
        signs("|", "mid", "vert", "Vert", "|");
        signs("'", "top", "intercal", "prime", "transpose");
        signs("[", "lbrack");
        signs("]", "rbrack");
    }

    private final LatexTranslator text;

    LatexMacros(LatexTranslator text) {
        this.text = text;
    }

    private static void signs(String symbol, String... macros) {
        for (String macro : macros) {
            SIGNS.put(macro, symbol);
        }
    }

    /** Reads a macro, with its arguments and scripts. */
    void macro() {
        int from = text.position();
        String name = name();
        if (!named(name, from, true)) {
            switch (name) {
                case "sum", "prod", "max" -> binder(name, from);
                case "int" -> integral(from);
                case "nabla" -> nabla(from);
                case "partial" -> operator("partial", from);
                default -> structure(name, from);
            }
        }
    }

    /** Reads a macro that is the argument of another one, or a script: its own scripts are not read. */
    void macroWithoutScripts() {
        int from = text.position();
        String name = name();
        if (name.equals("max")) {
            text.add(Kind.NAME, name, from);
        } else if (!named(name, from, false)) {
            structure(name, from);
        }
    }

    private String name() {
        text.accept("\\");
        StringBuilder name = new StringBuilder();
        name.append(text.character());
        while (Character.isLetter(name.charAt(0)) && Character.isLetter(text.next())) {
            name.append(text.character());
        }
        return name.toString();
    }

    /** Names, signs and spaces. */
    private boolean named(String name, int from, boolean withScripts) {
        Optional<String> letter = greek(name);
        if (SIGNS.containsKey(name)) {
            text.symbols(from, SIGNS.get(name));
        } else if (name.equals("in")) {
            text.add(Kind.NAME, "in", from);
        } else if (FUNCTIONS.contains(name) || name.equals("ln")) {
            script(name.equals("ln") ? "log" : name, from, withScripts);
        } else if (letter.isPresent()) {
            script(letter.get(), from, withScripts);
        } else if (FONTS.contains(name)) {
            font(name, from, withScripts);
        } else if (ACCENTS.containsKey(name)) {
            List<Token> of = text.argument();
            if (of.size() != 1 || of.get(0).kind() != Kind.NAME) {
                throw text.error(from, "an accent stands on one letter", "");
            }
            script(of.get(0).text() + ACCENTS.get(name), from, withScripts);
        } else {
            return SPACES.contains(name);
        }
        return true;
    }

    private static Optional<String> greek(String macro) {
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

    private void script(String name, int from, boolean withScripts) {
        if (withScripts) {
            text.scripted(name, from);
        } else {
            text.add(Kind.NAME, name, from);
        }
    }

    private void font(String font, int from, boolean withScripts) {
        String word = text.word().replace("\\_", "_");
        String name = word.startsWith("\\") ? greek(word.substring(1)).orElse(word) : word;
        boolean isNormal =
                font.equals("mathcal") && name.equals("N") && !text.names().isDeclared("N");
        if (isNormal) {
            normal(from);
        } else if (font.equals("mathrm") && name.equals("d")) {
            text.add(Kind.NAME, LatexTranslator.UPRIGHT_D, from);
        } else if (font.equals("mathbf") && (name.equals("1") || name.equals("0"))) {
            script(name.equals("1") ? "ones" : "zeros", from, withScripts);
        } else if (name.matches("[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
            text.add(Kind.NUMBER, name, from);
        } else if (!name.matches("[A-Za-z][A-Za-z0-9_]*") || name.endsWith("_") || name.contains("__")) {
            throw text.error(from, "'" + word + "' is no name", "a name has letters and digits");
        } else if (withScripts
                && Builtins.BINDERS.contains(name)
                && !text.names().isDeclared(name)) {
            binder(name, from);
        } else if (withScripts && Builtins.OPERATORS.contains(name)) {
            operator(name, from);
        } else {
            script(name.equals("T") && font.equals("mathsf") ? "T" : name, from, withScripts);
        }
    }

    /** The normal density, or its logarithm where a log stands before it. */
    private void normal(int from) {
        boolean isLog = text.lastToken().filter(last -> last.is("log")).isPresent();
        if (isLog) {
            text.removeLast();
        }
        text.add(Kind.NAME, isLog ? "logpdf_normal" : "pdf_normal", from);
    }

    private void operator(String name, int from) {
        String by = text.below().map(below -> "_" + plain(below, from)).orElse("");
        text.add(Kind.NAME, name + by, from);
    }

    private String plain(List<Token> word, int from) {
        if (word.size() != 1 || word.get(0).kind() == Kind.SYMBOL) {
            throw text.error(from, "one name is expected below this", "");
        }
        return word.get(0).text();
    }

    private void nabla(int from) {
        String by = text.below().map(below -> "_" + plain(below, from)).orElse("");
        text.accept("\\!");
        String head = text.accept("\\cdot") ? "div" : text.accept("^2") || text.accept("^{2}") ? "hess" : "grad";
        by = by.isEmpty() ? text.below().map(below -> "_" + plain(below, from)).orElse("") : by;
        text.add(Kind.NAME, head + by, from);
    }

    private void binder(String head, int from) {
        if (!text.accept("\\limits")) {
            text.accept("\\nolimits");
        }
        Optional<List<Token>> below = text.below();
        Optional<List<Token>> above = text.above();
        below = below.isPresent() ? below : text.below();
        if (below.isEmpty()) {
            text.add(Kind.NAME, head, from);
            return;
        }
        List<Token> bound = below.get();
        if (bound.size() == 1 && bound.get(0).kind() == Kind.NAME && above.isEmpty()) {
            text.add(Kind.NAME, head + "_" + bound.get(0).text(), from);
            return;
        }
        text.add(Kind.NAME, head, from);
        text.symbols(from, "_{");
        text.addAll(bound);
        if (above.isPresent()) {
            text.symbols(from, "..");
            text.addAll(above.get());
        }
        text.symbols(from, "}");
    }

    /** An integral ends with its differential. */
    private void integral(int from) {
        Optional<List<Token>> lower = text.below();
        Optional<List<Token>> upper = text.above();
        lower = lower.isPresent() ? lower : text.below();
        if (lower.isEmpty() || upper.isEmpty()) {
            throw text.error(from, "an integral has bounds: \\int_{0}^{1} ... \\mathrm{d}s", "");
        }
        List<Token> body = text.collect(() -> {
            while (!text.lastToken()
                    .filter(last -> last.text().equals(LatexTranslator.UPRIGHT_D))
                    .isPresent()) {
                if (text.atEnd() || text.peek() == '}' || text.peek() == '&') {
                    throw text.error(from, "this integral does not end: \\mathrm{d} and its variable are missing", "");
                }
                text.item();
            }
            text.removeLast();
        });
        String variable = plain(text.argument(), from);
        text.symbols(from, "(");
        text.add(Kind.NAME, "integral", from);
        text.symbols(from, "_{");
        text.add(Kind.NAME, variable, from);
        text.add(Kind.NAME, "in", from);
        text.addAll(lower.get());
        text.symbols(from, "..");
        text.addAll(upper.get());
        text.symbols(from, "}", "(");
        text.addAll(body);
        text.symbols(from, ")", ")");
    }

    /** Fractions, roots, brackets and matrices. */
    private void structure(String name, int from) {
        switch (name) {
            case "frac", "tfrac", "dfrac" -> fraction(from);
            case "sqrt" -> {
                text.add(Kind.NAME, "sqrt", from);
                text.symbols(from, "(");
                text.addAll(text.argument());
                text.symbols(from, ")");
            }
            case "left" -> delimiter(true, from);
            case "right" -> delimiter(false, from);
            case "lvert", "lVert" -> text.symbols(from, "(", "|");
            case "rvert", "rVert" -> text.symbols(from, "|", ")");
            case "begin" -> matrix(from);
            default -> throw unknown(name, from);
        }
    }

    /** A bar that is marked as a left or right one is put in brackets, so that it cannot be taken for another one. */
    private void delimiter(boolean isLeft, int from) {
        for (String bar : List.of("|", "\\|", "\\lvert", "\\rvert", "\\lVert", "\\rVert", "\\vert", "\\Vert")) {
            if (text.accept(bar)) {
                text.symbols(from, isLeft ? new String[] {"(", "|"} : new String[] {"|", ")"});
                return;
            }
        }
        text.accept(".");
    }

    private void fraction(int from) {
        List<Token> above = text.argument();
        List<Token> below = text.argument();
        String over = above.isEmpty() ? "" : above.get(0).text();
        boolean isDerivative = below.size() == 2
                && below.get(0).text().equals(over)
                && below.get(1).kind() == Kind.NAME;
        if (isDerivative && over.equals(LatexTranslator.UPRIGHT_D) && above.size() == 1) {
            text.add(Kind.DERIVATIVE, below.get(1).text(), from);
        } else if (isDerivative && over.equals("partial")) {
            text.add(Kind.NAME, "partial_" + below.get(1).text(), from);
            if (above.size() > 1) {
                text.symbols(from, "(");
                text.addAll(above.subList(1, above.size()));
                text.symbols(from, ")");
            }
        } else {
            text.symbols(from, "(", "(");
            text.addAll(above);
            text.symbols(from, ")", "/", "(");
            text.addAll(below);
            text.symbols(from, ")", ")");
        }
    }

    private void matrix(int from) {
        String kind = text.word();
        if (!Set.of("matrix", "bmatrix", "pmatrix").contains(kind)) {
            throw text.error(
                    from, "there is no '" + kind + "' here", "a matrix is \\begin{bmatrix} ... \\end{bmatrix}");
        }
        text.symbols(from, "(", "[");
        while (!text.accept("\\end")) {
            int at = text.position();
            if (text.atEnd()) {
                throw text.error(from, "this matrix does not end: \\end{" + kind + "} is missing", "");
            } else if (text.accept("&")) {
                text.symbols(at, ",");
            } else if (text.accept("\\\\")) {
                if (!text.startsWith("\\end")) {
                    text.symbols(at, ";");
                }
            } else {
                text.item();
            }
        }
        text.word();
        text.symbols(from, "]", ")");
    }

    private FormulaException unknown(String name, int from) {
        Set<String> known = new TreeSet<>(SIGNS.keySet());
        known.addAll(FUNCTIONS);
        known.addAll(FONTS);
        known.addAll(ACCENTS.keySet());
        known.addAll(
                List.of("frac", "sqrt", "sum", "prod", "max", "int", "nabla", "partial", "left", "right", "begin"));
        known.addAll(Letters.greekNames());
        return text.error(
                from,
                "the macro \\" + name + " is not known",
                Spelling.nearest(name, known)
                        .map(near -> "did you mean \\" + near + "?")
                        .orElse("a name of several letters is written \\mathrm{" + name + "}"));
    }
}
