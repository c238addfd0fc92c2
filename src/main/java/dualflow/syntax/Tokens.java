package dualflow.syntax;

import dualflow.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a text, read from left to right. Line ends count only where no bracket is open and no operator continues the line. */
final class Tokens {
    private static final String CHARACTERS =
            "a name has " + Formulas.OF_NAMES + "; the guide lists all signs in 'The language of claim files'";

    private final List<Token> tokens;
    private int at;
    private boolean isInBrackets;

    Tokens(List<Token> tokens) {
        this.tokens = new ArrayList<>(tokens);
    }

    /** The next token, a line end too. */
    Token raw() {
        return tokens.get(at);
    }

    /** The next token, across line ends where a bracket is open or the next line begins with an operator. */
    Token next() {
        int beyond = beyondLineEnds();
        if (isInBrackets || tokens.get(beyond).continues()) {
            at = beyond;
        }
        return tokens.get(at);
    }

    /** The token after the next one. */
    Token second() {
        next();
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    /** The next token that is no line end, which is not read over. */
    Token nextOfAnyLine() {
        return tokens.get(beyondLineEnds());
    }

    private int beyondLineEnds() {
        int beyond = at;
        while (tokens.get(beyond).kind() == Kind.LINE_END) {
            beyond++;
        }
        return beyond;
    }

    void skipLineEnds() {
        at = beyondLineEnds();
    }

    /** Reads a token. */
    Token advance() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    int position() {
        return at;
    }

    void goTo(int position) {
        at = position;
    }

    boolean at(String word) {
        return next().is(word);
    }

    /** Reads {@code >=}, whose two signs are two tokens, since the first one also closes an inner product. */
    boolean acceptAtLeast() {
        if (accept(">=")) {
            return true;
        }
        boolean accepted = at(">")
                && second().isSymbol("=")
                && second().span().from() <= next().span().to();
        if (accepted) {
            advance();
            advance();
        }
        return accepted;
    }

    boolean accept(String word) {
        boolean accepted = at(word);
        if (accepted) {
            advance();
        }
        return accepted;
    }

    Token take(String word) {
        return take(word, "'" + word + "' is missing here");
    }

    Token take(String word, String missing) {
        if (!at(word)) {
            throw expected(missing);
        }
        return advance();
    }

    Token name(String what) {
        if (!next().isName()) {
            throw expected(what + " is expected here");
        }
        return advance();
    }

    /** Refuses anything more. */
    void requireEnd() {
        if (next().kind() != Kind.END) {
            throw expected("an operator or the end is expected here");
        }
    }

    FormulaException expected(String what) {
        return expected(what, "");
    }

    /** The error that something else is expected in place of the next token. */
    FormulaException expected(String what, String hint) {
        Token token = raw();
        if (token.kind() == Kind.WRONG) {
            boolean isCharacter = token.text().startsWith("'");
            return new FormulaException(token.span(), token.text(), isCharacter ? CHARACTERS : "");
        }
        Span span = token.span();
        return new FormulaException(
                new Span(span.from(), Math.max(span.to(), span.from() + 1)), what + "; " + token.found(), hint);
    }

    /** From the beginning of a token to the end of the last one that was read. */
    Span since(Token first) {
        return first.span().to(last().span());
    }

    Token last() {
        return tokens.get(Math.max(0, at - 1));
    }

    /** From now on line ends do not count. Returns how it was. */
    boolean openBracket() {
        boolean before = isInBrackets;
        isInBrackets = true;
        return before;
    }

    void restore(boolean inBrackets) {
        isInBrackets = inBrackets;
    }

    /**
     * Looks for the bracket that closes the one at a position.
     *
     * @return the position of the closing one, or -1 if the statement ends before
     */
    int closing(int opening) {
        int depth = 0;
        for (int i = opening; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.beginsStatement() || token.kind() == Kind.WRONG) {
                return -1;
            }
            if (token.kind() == Kind.SYMBOL) {
                depth += switch (token.text()) {
                    case "[", "(", "{", "_{", ".(" -> 1;
                    case "]", ")", "}" -> -1;
                    default -> 0;
                };
                if (depth == 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    Token get(int position) {
        return tokens.get(Math.min(position, tokens.size() - 1));
    }

    /** Goes to the semicolon or line end behind a wrong declaration. */
    void skipItem() {
        isInBrackets = false;
        while (!raw().endsLine() && !raw().isSymbol(";")) {
            advance();
        }
    }

    /** Goes to where the next statement begins, at the beginning of a line, or seems to begin with a misspelt word. */
    void skipStatement() {
        isInBrackets = false;
        while (raw().kind() != Kind.END && !(at > 0 && last().endsLine() && seemsToBeginStatement())) {
            advance();
        }
    }

    private boolean seemsToBeginStatement() {
        Token second = get(at + 1);
        return raw().beginsStatement()
                || (raw().isName()
                        && (second.isName() || second.kind() == Kind.TEXT)
                        && Spelling.nearest(raw().text(), Token.STATEMENTS).isPresent());
    }
}
