package dualflow.syntax;

import java.util.Set;

/**
 * A word of a source text.
 *
 * @param kind its kind
 * @param text a name in ASCII, a symbol, a number as it is written, the characters of a quoted text, or what is wrong
 * @param span where it stands
 * @param isAdjoining whether it follows the token before without a space
 */
record Token(Kind kind, String text, Span span, boolean isAdjoining) {
    enum Kind {
        NAME,
        NUMBER,
        SYMBOL,
        /** Between quotation marks. */
        TEXT,
        /** Between dollar signs. */
        LATEX,
        /** {@code d/dt}: its text is the variable's name. */
        DERIVATIVE,
        LINE_END,
        END,
        /** Characters without meaning: its text is the message. */
        WRONG
    }

    /** Words at the beginning of a statement. */
    static final Set<String> STATEMENTS = Set.of("given", "let", "claim", "section", "from");

    /** Words that are never names. */
    static final Set<String> KEYWORDS =
            Set.of("given", "let", "claim", "section", "from", "instead", "where", "expect", "in");

    private static final Set<String> CONTINUING = Set.of("+", "-", "*", "/", ".*", "./", "=", "<=", ">", ">=");

    boolean is(String word) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isKeyword() {
        return kind == Kind.NAME && KEYWORDS.contains(text);
    }

    /** Whether it is a name, which may still be one of the language. */
    boolean isName() {
        return kind == Kind.NAME && !KEYWORDS.contains(text);
    }

    boolean beginsStatement() {
        return kind == Kind.NAME && STATEMENTS.contains(text);
    }

    /** Whether a line that begins with it goes on with the line before. */
    boolean continues() {
        return kind == Kind.SYMBOL && CONTINUING.contains(text);
    }

    boolean endsLine() {
        return kind == Kind.LINE_END || kind == Kind.END;
    }

    String found() {
        return switch (kind) {
            case END -> "the text ends";
            case LINE_END -> "the line ends";
            case DERIVATIVE -> "found 'd/d" + text + "'";
            default -> "found '" + text + "'";
        };
    }
}
