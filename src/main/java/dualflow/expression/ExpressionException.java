package dualflow.expression;

/** An expression that cannot be parsed, with the position where the parser stopped. */
public final class ExpressionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final int AROUND = 40;

    /** The source text. */
    private final String source;

    /** The index in it where something else was expected. */
    private final int position;

    /**
     * States what was expected where.
     *
     * @param source the expression
     * @param position the index in it, from 0; the source's length for its end
     * @param what what was expected there and what is there
     */
    public ExpressionException(String source, int position, String what) {
        super("At position " + (source.codePointCount(0, position) + 1) + " of the expression, " + what + ".");
        this.source = source;
        this.position = position;
    }

    /**
     * Where the parser stopped.
     *
     * @return the index of a character, from 0; the expression's length if it ended too early
     */
    public int position() {
        return position;
    }

    /**
     * The expression, with a caret below the position. Of a long expression only the part around the position is shown.
     *
     * @return two lines
     */
    public String marked() {
        int[] all = source.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .toArray();
        int column = source.codePointCount(0, position);
        int from = all.length <= 2 * AROUND ? 0 : Math.max(0, column - AROUND);
        int to = all.length <= 2 * AROUND ? all.length : Math.min(all.length, column + AROUND);
        String before = from > 0 ? "..." : "";
        return "  " + before + new String(all, from, to - from) + (to < all.length ? "..." : "")
                + System.lineSeparator() + "  " + " ".repeat(before.length() + column - from) + "^";
    }
}
