package dualflow.syntax;

import dualflow.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Turns LaTeX into tokens of the language, from left to right: groups, scripts, names and their indices. Macros are {@link LatexMacros}. */
final class LatexTranslator {
    private static final int DEEPEST = 100;

    private static final List<String> SYMBOLS =
            List.of("..", ".(", "+", "-", "*", "/", "(", ")", "[", "]", ",", ";", "=", "<", ">", "|", "'", "!=", ":");

    /** The name of an upright d, which is a differential or else the name d. */
    static final String UPRIGHT_D = "d ";

    private final LatexCursor text;
    private final Names names;
    private final LatexMacros macros;
    private final LatexIndices indices;
    private List<Token> out = new ArrayList<>();
    private final Set<Integer> groupEnds = new HashSet<>(); // where square brackets close a term
    private int depth;

    LatexTranslator(LatexCursor text, Names names) {
        this.text = text;
        this.names = names;
        this.macros = new LatexMacros(text, this);
        this.indices = new LatexIndices(this);
    }

    List<Token> all() {
        while (!text.atEnd() && !text.atPunctuation()) {
            if (!text.accept("&")) { // where equations are aligned
                item();
            }
        }
        add(Kind.END, "", text.position());
        return out.stream()
                .map(token -> token.text().equals(UPRIGHT_D) ? new Token(Kind.NAME, "d", token.span(), false) : token)
                .toList();
    }

    Names names() {
        return names;
    }

    void add(Kind kind, String word, int from) {
        boolean isIndex = word.equals("[") && kind == Kind.SYMBOL;
        out.add(new Token(kind, word, text.since(from), isIndex));
    }

    void symbols(int from, String... symbols) {
        for (String symbol : symbols) {
            add(Kind.SYMBOL, symbol, from);
        }
    }

    void addAll(List<Token> tokens) {
        out.addAll(tokens);
    }

    Optional<Token> lastToken() {
        return out.isEmpty() ? Optional.empty() : Optional.of(out.get(out.size() - 1));
    }

    void removeLast() {
        out.remove(out.size() - 1);
    }

    /** What an action adds, apart. */
    List<Token> collect(Runnable action) {
        List<Token> before = out;
        out = new ArrayList<>();
        action.run();
        List<Token> collected = out;
        out = before;
        return collected;
    }

    /** Reads one thing: a letter, number, sign, group, macro or script, a name with its scripts. */
    void item() {
        nested(this::itemWithin);
    }

    private void nested(Runnable action) {
        if (++depth > DEEPEST) {
            throw text.error(text.position(), "this is nested more than " + DEEPEST + " levels deep", "");
        }
        action.run();
        depth--;
    }

    private void itemWithin() {
        char c = text.peek();
        int from = text.position();
        if (c == '\\') {
            macros.macro();
        } else if (c == '{') {
            List<Token> group = group();
            symbols(from, "(");
            addAll(group);
            symbols(from, ")");
        } else if (c == '^') {
            superscript(from);
        } else if (c == '_') {
            index(from);
        } else if (text.beginsNumber()) {
            add(Kind.NUMBER, text.number(), from);
        } else if (isLetter(c)) {
            scripted(Character.toString(text.character()), from);
        } else {
            sign(c, from);
        }
    }

    /** The tokens between braces. */
    List<Token> group() {
        int from = text.position();
        text.accept("{");
        return collect(() -> {
            while (!text.accept("}")) {
                if (text.atEnd()) {
                    throw text.error(from, "'}' is missing: this group is never closed", "");
                }
                item();
            }
        });
    }

    /** The argument of a macro or script: a group, a macro, or one character. */
    List<Token> argument() {
        char c = text.peek();
        int from = text.position();
        if (c == '{') {
            return group();
        }
        if (c == '\\') {
            return collect(() -> nested(macros::macroWithoutScripts));
        }
        if (text.atEnd()) {
            throw text.error(from, "something is expected here; the formula ends", "");
        }
        return collect(() -> {
            if (isLetter(c) || Letters.isDigit(c)) {
                add(isLetter(c) ? Kind.NAME : Kind.NUMBER, Character.toString(text.character()), from);
            } else {
                sign(c, from);
            }
        });
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void sign(char c, int from) {
        boolean isMean =
                lastToken().filter(last -> Builtins.MEANS.contains(last.text())).isPresent();
        OptionalInt groupEnd = c == '[' && !isMean ? text.groupEnd() : OptionalInt.empty();
        if (groupEnd.isPresent() || groupEnds.contains(from)) {
            groupEnd.ifPresent(groupEnds::add);
            text.character();
            add(Kind.SYMBOL, c == '[' ? "(" : ")", from);
            return;
        }
        if ("}&".indexOf(c) >= 0) {
            throw text.error(from, c == '}' ? "this brace was not opened" : "'&' has a meaning only in a matrix", "");
        }
        for (String symbol : SYMBOLS) {
            if (text.accept(symbol)) {
                add(Kind.SYMBOL, symbol.equals(":") ? ".." : symbol, from);
                return;
            }
        }
        throw text.error(from, "'" + text.wholeCharacter() + "' has no meaning in LaTeX here", "");
    }

    /** A script above: a transposition, or an exponent. */
    private void superscript(int from) {
        text.accept("^");
        exponent(argument(), from);
    }

    private void exponent(List<Token> exponent, int from) {
        boolean isSigned = exponent.size() == 2 && exponent.get(0).isSymbol("-");
        boolean isWord = exponent.size() == 1 && exponent.get(0).kind() != Kind.SYMBOL;
        if (exponent.size() == 1 && exponent.get(0).isSymbol("'")) {
            addAll(exponent);
        } else if (isWord || isSigned) {
            symbols(from, "^");
            addAll(exponent);
        } else {
            symbols(from, "^", "(");
            addAll(exponent);
            symbols(from, ")");
        }
    }

    /** A script below what is no name: an index, the ranges of entries, or which norm it is, of which there is one only. */
    private void index(int from) {
        text.accept("_");
        List<Token> index = argument();
        if (endsNorm()
                && index.size() == 1
                && List.of("2", "F").contains(index.get(0).text())) {
            return;
        }
        boolean isEntries = lastToken().filter(last -> last.isSymbol("]")).isPresent()
                && index.stream().anyMatch(token -> token.is("in"));
        symbols(from, isEntries ? "_{" : "[");
        addAll(index);
        symbols(from, isEntries ? "}" : "]");
    }

    private boolean endsNorm() {
        int last = out.size() - 1;
        return last > 0
                && (out.get(last).isSymbol("|")
                        || (out.get(last).isSymbol(")") && out.get(last - 1).isSymbol("|")));
    }

    /** Whether the last token is an italic d, and the name of what is integrated over follows it at once. */
    boolean isDifferential() {
        Token last = lastToken().orElseThrow();
        int next = text.since(text.position()).from();
        return last.text().equals(UPRIGHT_D)
                || (last.is("d") && last.span().to() == next && (isLetter(text.next()) || text.next() == '\\'));
    }

    /** The tokens from a bracket to the one that closes it. */
    List<Token> bracketed() {
        return collect(() -> {
            do {
                item();
            } while (!text.atEnd() && (out.isEmpty() || nesting(out, out.size()) > 0));
        });
    }

    static int nesting(List<Token> tokens, int end) {
        int nesting = 0;
        for (Token token : tokens.subList(0, end)) {
            nesting += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        }
        return nesting;
    }

    /** The script below that follows, if one does. */
    Optional<List<Token>> below() {
        return text.accept("_") ? Optional.of(argument()) : Optional.empty();
    }

    /** The script above that follows, if one does. */
    Optional<List<Token>> above() {
        return text.accept("^") ? Optional.of(argument()) : Optional.empty();
    }

    /** A name with its scripts, in either order. */
    void scripted(String name, int from) {
        if (name.equals("e") && !text.startsWith("_") && !names.isDeclared("e")) {
            exponential(from);
            return;
        }
        Span span = text.since(from);
        Optional<List<Token>> above = above();
        Optional<List<Token>> below = below();
        if (below.isPresent()) {
            indices.indexed(name, below.get(), from);
        } else {
            out.add(new Token(Kind.NAME, name, span, false));
        }
        above.ifPresent(exponent -> exponent(exponent, from));
    }

    /** The number e, where nothing of that name is declared, and its powers. */
    private void exponential(int from) {
        add(Kind.NAME, "exp", from);
        Optional<List<Token>> above = above();
        symbols(from, "(");
        above.ifPresentOrElse(this::addAll, () -> add(Kind.NUMBER, "1", from));
        symbols(from, ")");
    }
}
