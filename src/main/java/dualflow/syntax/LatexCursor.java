package dualflow.syntax;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** A place in a text of LaTeX, which moves from left to right. Spaces between things do not count. */
final class LatexCursor {
    /** The ranges of a matrix's entries, behind its bracket. */
    private static final Pattern ENTRIES = Pattern.compile("\\]\\s*_\\s*\\{[^}]*\\\\in\\b");

    private final String text;
    private final int offset;
    private int at;

    /** The text and where it stands in its file. */
    LatexCursor(String text, int offset) {
        this.text = text;
        this.offset = offset;
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
        while (at < text.length() && (Character.isWhitespace(next()) || next() == '~')) {
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

    /** From a position to where the cursor is, in the file. */
    Span since(int from) {
        return new Span(offset + from, offset + Math.max(at, from));
    }

    /** The next character, which may be outside the basic plane. */
    String wholeCharacter() {
        return Character.toString(text.codePointAt(at));
    }

    /** Whether a number begins here: a digit, or a decimal point before one. */
    boolean beginsNumber() {
        char c = peek();
        return Letters.isDigit(c) || (c == '.' && at + 1 < text.length() && Letters.isDigit(text.charAt(at + 1)));
    }

    /** Reads digits with a decimal point, where it is not the beginning of "..". */
    String number() {
        int from = at;
        digits();
        if (next() == '.' && !text.startsWith("..", at)) {
            at++;
            digits();
        }
        return text.substring(from, at);
    }

    private void digits() {
        while (Letters.isDigit(next())) {
            at++;
        }
    }

    /**
     * Where the square bracket that stands next is closed, if it groups a term as a round one does: if there are no entries in it, between commas,
     * semicolons or with indices.
     */
    OptionalInt groupEnd() {
        int nesting = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            nesting += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (nesting == 0) {
                return c == ']' && !ENTRIES.matcher(text.substring(i)).lookingAt()
                        ? OptionalInt.of(i)
                        : OptionalInt.empty();
            }
            boolean separates = (c == ',' && text.charAt(i - 1) != '\\') || c == ';';
            if (nesting == 1 && separates) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /** Whether only a mark of punctuation follows, such as stands behind an equation in a sentence. */
    boolean atPunctuation() {
        return !atEnd() && ".,;".contains(text.substring(at).strip());
    }

    /** The characters between braces, which are a word, or one letter or macro without braces. */
    String word() {
        skipSpace();
        int from = at;
        if (Character.isLetterOrDigit(next())) {
            return Character.toString(character());
        }
        if (next() == '\\') {
            do {
                at++;
            } while (Character.isLetter(next()));
            return text.substring(from, at);
        }
        int end = text.indexOf('}', at);
        if (!accept("{") || end < 0) {
            throw error(from, "a word in braces is expected here", "");
        }
        String word = text.substring(at, end);
        at = end + 1;
        return word.strip();
    }
}
