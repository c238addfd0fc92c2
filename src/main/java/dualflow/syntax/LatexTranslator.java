package dualflow.syntax;

import dualflow.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns LaTeX into tokens of the language, from left to right: groups, scripts, names and their indices. Macros are {@link LatexMacros}. */
final class LatexTranslator {
    private static final int DEEPEST = 100;

    /** The name of an upright d, which is a differential or else the name d. */
    static final String UPRIGHT_D = "d ";

    private final String text;
    private final int offset;
    private final Names names;
    private final LatexMacros macros;
    private List<Token> out = new ArrayList<>();
    private int at;
    private int depth;

    LatexTranslator(String text, int offset, Names names) {
        this.text = text;
        this.offset = offset;
        this.names = names;
        this.macros = new LatexMacros(this);
    }

    List<Token> all() {
        while (!atEnd()) {
            item();
        }
        add(Kind.END, "", at);
        return out.stream()
                .map(token -> token.text().equals(UPRIGHT_D) ? new Token(Kind.NAME, "d", token.span(), false) : token)
                .toList();
    }

    Names names() {
        return names;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        skipSpace();
        return at >= text.length();
    }

    /** The next character that is not a space, or 0 at the end. */
    char peek() {
        skipSpace();
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || "~".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
    }

    /** The next character, be it a space, or 0 at the end. */
    char next() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** Reads a character, be it a space. */
    char character() {
        char c = next();
        at += c == 0 ? 0 : 1;
        return c;
    }

    boolean startsWith(String prefix) {
        skipSpace();
        return text.startsWith(prefix, at);
    }

    boolean accept(String prefix) {
        boolean accepted = startsWith(prefix);
        at += accepted ? prefix.length() : 0;
        return accepted;
    }

    FormulaException error(int from, String message, String hint) {
        return new FormulaException(new Span(offset + from, offset + Math.max(at, from + 1)), message, hint);
    }

    void add(Kind kind, String word, int from) {
        boolean isIndex = word.equals("[") && kind == Kind.SYMBOL;
        out.add(new Token(kind, word, new Span(offset + from, offset + Math.max(at, from)), isIndex));
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
            throw error(at, "this is nested more than " + DEEPEST + " levels deep", "");
        }
        action.run();
        depth--;
    }

    private void itemWithin() {
        char c = peek();
        int from = at;
        if (c == '\\') {
            macros.macro();
        } else if (c == '{') {
            addGroup(group());
        } else if (c == '^') {
            superscript(from);
        } else if (c == '_') {
            index(from);
        } else if (Letters.isDigit(c)) {
            number(from);
        } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
            at++;
            scripted(Character.toString(c), from);
        } else {
            sign(c, from);
        }
    }

    private void addGroup(List<Token> tokens) {
        symbols(at, "(");
        addAll(tokens);
        symbols(at, ")");
    }

    /** The tokens between braces. */
    List<Token> group() {
        int from = at;
        accept("{");
        return collect(() -> {
            while (!accept("}")) {
                if (atEnd()) {
                    throw error(from, "'}' is missing: this group is never closed", "");
                }
                item();
            }
        });
    }

    /** The characters between braces, which are a word. */
    String word() {
        skipSpace();
        int from = at;
        int end = text.indexOf('}', at);
        if (!accept("{") || end < 0) {
            throw error(from, "a word in braces is expected here", "");
        }
        String word = text.substring(at, end);
        at = end + 1;
        return word.strip();
    }

    /** The argument of a macro or script: a group, a macro, or one character. */
    List<Token> argument() {
        if (peek() == '{') {
            return group();
        }
        if (peek() == '\\') {
            return collect(() -> nested(macros::macroWithoutScripts));
        }
        int from = at;
        if (atEnd()) {
            throw error(from, "something is expected here; the formula ends", "");
        }
        char c = text.charAt(at);
        return collect(() -> {
            at++;
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (isLetter || Letters.isDigit(c)) {
                add(isLetter ? Kind.NAME : Kind.NUMBER, Character.toString(c), from);
            } else {
                at--;
                sign(c, from);
            }
        });
    }

    private void number(int from) {
        while (at < text.length() && Letters.isDigit(text.charAt(at))) {
            at++;
        }
        boolean isDecimal = at + 1 < text.length() && text.charAt(at) == '.' && Letters.isDigit(text.charAt(at + 1));
        if (isDecimal) {
            at++;
            while (at < text.length() && Letters.isDigit(text.charAt(at))) {
                at++;
            }
        }
        add(Kind.NUMBER, text.substring(from, at), from);
    }

    private void sign(char c, int from) {
        if ("}&".indexOf(c) >= 0) {
            at++;
            throw error(from, c == '}' ? "this brace was not opened" : "'&' has a meaning only in a matrix", "");
        }
        for (String symbol :
                List.of("..", ".(", "+", "-", "*", "/", "(", ")", "[", "]", ",", ";", "=", "<", ">", "|", "'", "!=")) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                add(Kind.SYMBOL, symbol, from);
                return;
            }
        }
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        if (c == ':') {
            add(Kind.SYMBOL, "..", from);
        } else {
            throw error(from, "'" + Character.toString(point) + "' has no meaning in LaTeX here", "");
        }
    }

    /** A script above: a transposition, or an exponent. */
    private void superscript(int from) {
        at++;
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

    /** A script below what is no name: an index, or the ranges of entries. */
    private void index(int from) {
        at++;
        List<Token> index = argument();
        boolean isEntries = lastToken().filter(last -> last.isSymbol("]")).isPresent()
                && index.stream().anyMatch(token -> token.is("in"));
        symbols(from, isEntries ? "_{" : "[");
        addAll(index);
        symbols(from, isEntries ? "}" : "]");
    }

    /** The script below that follows, if one does. */
    Optional<List<Token>> below() {
        return accept("_") ? Optional.of(argument()) : Optional.empty();
    }

    /** The script above that follows, if one does. */
    Optional<List<Token>> above() {
        return accept("^") ? Optional.of(argument()) : Optional.empty();
    }

    /** A name with its scripts, in either order. */
    void scripted(String name, int from) {
        int end = at;
        Optional<List<Token>> above = above();
        Optional<List<Token>> below = below();
        int after = at;
        at = end;
        if (below.isPresent()) {
            at = after;
            indexed(name, below.get(), from);
        } else {
            add(Kind.NAME, name, from);
        }
        at = after;
        above.ifPresent(exponent -> exponent(exponent, from));
    }

    private void indexed(String name, List<Token> index, int from) {
        boolean isWord = index.size() == 1 && index.get(0).kind() != Kind.SYMBOL;
        String word = isWord ? index.get(0).text() : "";
        boolean isNumber = isWord && index.get(0).kind() == Kind.NUMBER;
        boolean isDeclared = names.isDeclared(name);
        if (!isDeclared && List.of("I", "ones", "zeros").contains(name)) {
            add(Kind.NAME, name, from);
            symbols(from, "(");
            addAll(index);
            symbols(from, ")");
        } else if (name.equals("lambda") && word.equals("max")) {
            add(Kind.NAME, "lammax", from);
        } else if (isNumber && names.isDeclared(name + word)) {
            add(Kind.NAME, name + word, from);
        } else if (!isWord || names.family(name).isPresent()) {
            member(name, index, from);
        } else if (name.equals("p") && names.isRandom(word)) {
            add(Kind.NAME, "p_" + word, from);
        } else if (names.isDeclared(name + word)) {
            add(Kind.NAME, name + word, from);
        } else if (isDeclared && !names.isDeclared(name + "_" + word)) {
            member(name, index, from);
        } else {
            add(Kind.NAME, name + "_" + word, from);
        }
    }

    private void member(String name, List<Token> index, int from) {
        add(Kind.NAME, name, from);
        symbols(from, "[");
        addAll(index);
        symbols(from, "]");
    }
}
