package dualflow.syntax;

import dualflow.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a text into tokens and turns its Unicode into ASCII. What has no meaning becomes a token too, so that it is reported where it matters. */
final class Lexer {
    private static final List<String> SYMBOLS = List.of(
            "->", "<=", "!=", "..", ".*", "./", ".(", "**", "_{", "+", "-", "*", "/", "^", "(", ")", "[", "]", "{", "}",
            ",", ";", ":", "=", "<", ">", "|", "'", "~", "&");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of a text; the last one is its end. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        lexer.add(Kind.END, "", text.length());
        return lexer.tokens;
    }

    private void next() {
        int start = at;
        int c = text.codePointAt(at);
        if (c == '#') {
            at = lineEnd();
        } else if (c == '\n') {
            at++;
            lineEnds(start);
        } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF') {
            at += Character.charCount(c);
        } else if (c == '"') {
            quoted('"', Kind.TEXT, "this text does not end: a closing \" is missing on the line");
        } else if (c == '$' && opensLatex()) {
            quoted('$', Kind.LATEX, "this equation does not end: a closing $ is missing");
        } else if (!derivative() && !number()) {
            symbolOrWord(c);
        }
    }

    /** Line ends in a row are one. */
    private void lineEnds(int start) {
        if (tokens.isEmpty() || tokens.get(tokens.size() - 1).kind() != Kind.LINE_END) {
            add(Kind.LINE_END, "", start);
        }
    }

    private void symbolOrWord(int c) {
        int start = at;
        Optional<String> sign = Letters.word(c);
        Optional<String> symbol = Letters.symbol(c);
        if (sign.isPresent()) {
            word(c, sign.get());
        } else if (Letters.letter(c).isPresent()) {
            name();
        } else if (Letters.above(c).isPresent()) {
            exponent();
        } else if (c == '½') {
            at++;
            half(start);
        } else if (symbol.isPresent()) {
            at += Character.charCount(c);
            add(Kind.SYMBOL, symbol.get(), start);
        } else {
            ascii(c);
        }
    }

    private void ascii(int c) {
        int start = at;
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                add(Kind.SYMBOL, symbol.equals("**") ? "^" : symbol, start);
                return;
            }
        }
        at += Character.charCount(c);
        add(Kind.WRONG, "'" + Character.toString(c) + "' has no meaning here", start);
    }

    private void add(Kind kind, String word, int start) {
        boolean isAdjoining =
                !tokens.isEmpty() && tokens.get(tokens.size() - 1).span().to() >= start;
        tokens.add(new Token(kind, word, new Span(start, at), isAdjoining));
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void quoted(char mark, Kind kind, String missing) {
        int start = at;
        int limit = kind == Kind.LATEX ? text.length() : lineEnd();
        int end = text.indexOf(mark, at + 1);
        if (end < 0 || end >= limit) {
            at++;
            add(Kind.WRONG, missing, start);
            at = lineEnd();
        } else {
            at = end + 1;
            add(kind, text.substring(start + 1, end), start);
        }
    }

    /** Whether a formula in LaTeX may begin here: at the beginning, behind a colon or an equals sign. */
    private boolean opensLatex() {
        int last = tokens.size() - 1;
        last -= last >= 0 && tokens.get(last).kind() == Kind.LINE_END ? 1 : 0;
        return last < 0 || (tokens.get(last).isSymbol(":") || tokens.get(last).isSymbol("="));
    }

    private int peek(int index) {
        return index < text.length() ? text.codePointAt(index) : -1;
    }

    private boolean derivative() {
        if (!text.startsWith("d/d", at) || Letters.letter(peek(at + 3)).isEmpty() || follows()) {
            return false;
        }
        int start = at;
        at += 3;
        add(Kind.DERIVATIVE, spelling(), start);
        return true;
    }

    /** Whether a name or number ends right before. */
    private boolean follows() {
        int before = at == 0 ? ' ' : text.codePointBefore(at);
        return before == '_'
                || Letters.letter(before).isPresent()
                || Letters.digit(before).isPresent();
    }

    private boolean number() {
        if (!Letters.isDigit(peek(at)) && !(peek(at) == '.' && Letters.isDigit(peek(at + 1)))) {
            return false;
        }
        int start = at;
        digits();
        if (peek(at) == '.' && ".*/(".indexOf(peek(at + 1)) < 0) { // no range, and nothing entry by entry
            at++;
            digits();
        }
        if (peek(at) == 'e' || peek(at) == 'E') {
            int sign = peek(at + 1) == '+' || peek(at + 1) == '-' ? 1 : 0;
            if (Letters.isDigit(peek(at + 1 + sign))) {
                at += 1 + sign;
                digits();
            }
        }
        add(Kind.NUMBER, text.substring(start, at), start);
        return true;
    }

    private void digits() {
        while (Letters.isDigit(peek(at))) {
            at++;
        }
    }

    /** A name, with letters below the line as its indices: in Unicode a member of a family. */
    private void name() {
        int start = at;
        add(Kind.NAME, spelling(), start);
        while (Letters.below(peek(at)).isPresent()) {
            String index = Letters.below(peek(at++)).get();
            int below = at - 1;
            add(Kind.SYMBOL, "[", below);
            add(Kind.NAME, index, below);
            add(Kind.SYMBOL, "]", below);
        }
    }

    private String spelling() {
        StringBuilder name = new StringBuilder();
        while (at < text.length()) {
            int c = text.codePointAt(at);
            Optional<String> letter =
                    Letters.letter(c).or(() -> Letters.digit(c)).or(() -> Letters.accent(c));
            if (letter.isPresent()) {
                name.append(letter.get());
            } else if (c == '_' && isNamePart(peek(at + 1))) {
                name.append('_');
            } else {
                break;
            }
            at += Character.charCount(c);
        }
        return name.toString();
    }

    private static boolean isNamePart(int c) {
        return Letters.letter(c).isPresent() || Letters.isDigit(c);
    }

    /** A sign such as a nabla or a sum, with the variable or index below it. */
    private void word(int c, String meaning) {
        int start = at;
        at += Character.charCount(c);
        String name = meaning;
        if (name.equals("grad") && (peek(at) == '·' || peek(at) == '⋅')) {
            at++;
            name = "div";
        }
        if (peek(at) == '_' && isNamePart(peek(at + 1))) {
            name += spelling();
        } else if (Letters.below(peek(at)).isPresent()) {
            name += "_" + Letters.below(peek(at++)).get();
        }
        add(Kind.NAME, name, start);
    }

    private void exponent() {
        int start = at;
        add(Kind.SYMBOL, "^", start);
        StringBuilder digits = new StringBuilder();
        while (Letters.above(peek(at)).isPresent()) {
            String next = Letters.above(peek(at++)).get();
            if (next.equals("-")) {
                add(Kind.SYMBOL, "-", at - 1);
            } else {
                digits.append(next);
            }
        }
        if (digits.length() > 0) {
            add(Kind.NUMBER, digits.toString(), start);
        }
    }

    private void half(int start) {
        for (String part : List.of("(", "1", "/", "2", ")")) {
            add(part.equals("1") || part.equals("2") ? Kind.NUMBER : Kind.SYMBOL, part, start);
        }
    }
}
