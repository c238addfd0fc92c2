package dualflow.expression;

/** An expression that cannot be read, with the place where the reader stopped. */
public final class ExpressionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final int AROUND = 40;

    /** The text that was read. */
    private final String source;

    /** The index in it where something else was expected. */
    private final int position;

    /**
     * States what was expected where.
     *
     * @param source the expression
     * @param position where in it, from 0; the source's length stands for its end
     * @param what what was expected there and what there is
     */
    public ExpressionException(String source, int position, String what) {
        super("At position " + (source.codePointCount(0, position) + 1) + " of the expression, " + what + ".");
        this.source = source;
        this.position = position;
    }

    /**
     * Where the reader stopped.
     *
     * @return the index of a character, from 0; the expression's length if it ended too early
     */
    public int position() {
        return position;
    }

    /**
     * The expression, and a caret below the place. Of a long expression only what stands around the place is shown.
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
