package dualflow.syntax;

import dualflow.syntax.Token.Kind;
import java.util.List;
import java.util.Optional;

/** What the macros of LaTeX are in the language. */
final class LatexMacros {
    private static final String DISTRIBUTIONS = "what is random is declared: given X ~ normal(d)";

    private final LatexCursor text;
    private final LatexTranslator out;
    private final LatexStructures structures;

    LatexMacros(LatexCursor text, LatexTranslator out) {
        this.text = text;
        this.out = out;
        this.structures = new LatexStructures(text, out);
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
                case "label", "tag" -> text.word();
                default -> structures.read(name, from);
            }
        }
    }

    /** Reads a macro that is the argument of another one, or a script: its own scripts are not read. */
    void macroWithoutScripts() {
        int from = text.position();
        String name = name();
        if (name.equals("max")) {
            out.add(Kind.NAME, name, from);
        } else if (!named(name, from, false)) {
            structures.read(name, from);
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
        Optional<String> letter = LatexVocabulary.greek(name);
        if (LatexVocabulary.SIGNS.containsKey(name)) {
            out.symbols(from, LatexVocabulary.SIGNS.get(name));
        } else if (name.equals("in")) {
            out.add(Kind.NAME, "in", from);
        } else if (LatexVocabulary.FUNCTIONS.contains(name) || name.equals("ln")) {
            script(name.equals("ln") ? "log" : name, from, withScripts);
        } else if (name.equals("Delta") && isLaplacian()) {
            out.add(Kind.NAME, "lap", from);
        } else if (letter.isPresent()) {
            script(letter.get(), from, withScripts);
        } else if (LatexVocabulary.FONTS.contains(name)) {
            font(name, from, withScripts);
        } else if (LatexVocabulary.ACCENTS.containsKey(name)) {
            List<Token> of = out.argument();
            if (of.size() != 1 || of.get(0).kind() != Kind.NAME) {
                throw text.error(from, "an accent stands on one letter", "");
            }
            script(of.get(0).text() + LatexVocabulary.ACCENTS.get(name), from, withScripts);
        } else if (LatexVocabulary.SPACES.contains(name)) {
            return true;
        } else if (isWord(name)) {
            word(name, from, withScripts);
        } else {
            return false;
        }
        return true;
    }

    private boolean isLaplacian() {
        return !text.startsWith("_") && !out.names().isDeclared("Delta");
    }

    /** Whether a macro is a function of the language by its own name, as papers define them. */
    private static boolean isWord(String name) {
        return LatexVocabulary.WORDS.containsKey(name)
                || Builtins.MEANS.contains(name)
                || (name.length() > 1
                        && !name.equals("sqrt")
                        && Builtins.find(name).isPresent());
    }

    private void script(String name, int from, boolean withScripts) {
        if (withScripts) {
            out.scripted(name, from);
        } else {
            out.add(Kind.NAME, name, from);
        }
    }

    private void font(String font, int from, boolean withScripts) {
        String word = text.word().replace("\\_", "_");
        String name =
                word.startsWith("\\") ? LatexVocabulary.greek(word.substring(1)).orElse(word) : word;
        if (font.equals("operatorname") && name.equals("*")) {
            name = text.word();
        }
        boolean isNormal =
                font.equals("mathcal") && name.equals("N") && !out.names().isDeclared("N");
        if (isNormal) {
            normal(from);
        } else if (font.equals("mathrm") && name.equals("d")) {
            out.add(Kind.NAME, LatexTranslator.UPRIGHT_D, from);
        } else if (font.equals("mathbf") && (name.equals("1") || name.equals("0"))) {
            script(name.equals("1") ? "ones" : "zeros", from, withScripts);
        } else if (name.matches("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")) {
            out.add(Kind.NUMBER, name, from);
        } else if (!name.matches("[A-Za-z][A-Za-z0-9_]*") || name.endsWith("_") || name.contains("__")) {
            throw text.error(from, "'" + word + "' is no name", "a name has letters and digits");
        } else {
            word(name.equals("T") && font.equals("mathsf") ? "T" : name, from, withScripts);
        }
    }

    /** A name, or a function or operator of the language. */
    private void word(String written, int from, boolean withScripts) {
        String name = out.names().isDeclared(written) ? written : LatexVocabulary.WORDS.getOrDefault(written, written);
        boolean isDeclared = out.names().isDeclared(name);
        if (withScripts && Builtins.MEANS.contains(name) && !isDeclared) {
            out.below().ifPresent(below -> requireRandom(name, below, from));
            out.add(Kind.NAME, name, from);
        } else if (withScripts
                && Builtins.BINDERS.contains(name)
                && !out.names().isDeclared(name)) {
            binder(name, from);
        } else if (withScripts && Builtins.OPERATORS.contains(name)) {
            operator(name, from);
        } else {
            script(name, from, withScripts);
        }
    }

    /** What stands below a mean are random quantities, which are declared as such. */
    private void requireRandom(String mean, List<Token> below, int from) {
        for (int i = 0; i < below.size(); i++) {
            Token token = below.get(i);
            boolean isName = i % 2 == 0 && token.kind() == Kind.NAME;
            if (isName && !out.names().isRandom(token.text())) {
                throw text.error(from, "'" + token.text() + "' below " + mean + " is not random here", DISTRIBUTIONS);
            }
            if (!isName && !(i % 2 == 1 && token.isSymbol(","))) {
                throw text.error(from, "below " + mean + " stand only names of random quantities", DISTRIBUTIONS);
            }
        }
    }

    /** The normal density, or its logarithm where a log stands before it. */
    private void normal(int from) {
        boolean isLog = out.lastToken().filter(last -> last.is("log")).isPresent();
        if (isLog) {
            out.removeLast();
        }
        out.add(Kind.NAME, isLog ? "logpdf_normal" : "pdf_normal", from);
        if (text.startsWith("(") || text.startsWith("\\left")) {
            List<Token> arguments = out.bracketed();
            boolean isWithBar = arguments.stream().noneMatch(token -> token.isSymbol(";"));
            for (Token token : arguments) {
                boolean isBar = isWithBar && token.isSymbol("|");
                out.addAll(List.of(isBar ? new Token(Kind.SYMBOL, ";", token.span(), false) : token));
                isWithBar &= !isBar;
            }
        }
    }

    private void operator(String name, int from) {
        String by = out.below().map(below -> "_" + plain(below, from)).orElse("");
        out.add(Kind.NAME, name + by, from);
    }

    private String plain(List<Token> word, int from) {
        if (word.size() != 1 || word.get(0).kind() == Kind.SYMBOL) {
            throw text.error(from, "one name is expected below this", "");
        }
        return word.get(0).text();
    }

    private void nabla(int from) {
        String by = out.below().map(below -> "_" + plain(below, from)).orElse("");
        text.accept("\\!");
        String head = text.accept("\\cdot") ? "div" : text.accept("^2") || text.accept("^{2}") ? "hess" : "grad";
        by = by.isEmpty() ? out.below().map(below -> "_" + plain(below, from)).orElse("") : by;
        out.add(Kind.NAME, head + by, from);
    }

    private void binder(String head, int from) {
        if (!text.accept("\\limits")) {
            text.accept("\\nolimits");
        }
        Optional<List<Token>> below = out.below();
        Optional<List<Token>> above = out.above();
        below = below.isPresent() ? below : out.below();
        if (below.isEmpty()) {
            out.add(Kind.NAME, head, from);
            return;
        }
        List<Token> bound = below.get();
        if (bound.size() == 1 && bound.get(0).kind() == Kind.NAME && above.isEmpty()) {
            out.add(Kind.NAME, head + "_" + bound.get(0).text(), from);
            return;
        }
        out.add(Kind.NAME, head, from);
        out.symbols(from, "_{");
        out.addAll(bound);
        if (above.isPresent()) {
            out.symbols(from, "..");
            out.addAll(above.get());
        }
        out.symbols(from, "}");
    }

    /** An integral ends with its differential. */
    private void integral(int from) {
        Optional<List<Token>> lower = out.below();
        Optional<List<Token>> upper = out.above();
        lower = lower.isPresent() ? lower : out.below();
        if (lower.isEmpty() || upper.isEmpty()) {
            throw text.error(from, "an integral has bounds: \\int_{0}^{1} ... \\mathrm{d}s", "");
        }
        List<Token> body = out.collect(() -> {
            while (out.lastToken().isEmpty() || !out.isDifferential()) {
                if (text.atEnd() || text.peek() == '}' || text.peek() == '&') {
                    throw text.error(from, "this integral does not end: \\mathrm{d} and its variable are missing", "");
                }
                out.item();
            }
            out.removeLast();
        });
        String variable = plain(out.argument(), from);
        out.symbols(from, "(");
        out.add(Kind.NAME, "integral", from);
        out.symbols(from, "_{");
        out.add(Kind.NAME, variable, from);
        out.add(Kind.NAME, "in", from);
        out.addAll(lower.get());
        out.symbols(from, "..");
        out.addAll(upper.get());
        out.symbols(from, "}", "(");
        out.addAll(body);
        out.symbols(from, ")", ")");
    }
}
