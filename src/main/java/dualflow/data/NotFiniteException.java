package dualflow.data;

/** A result is not finite, so it is neither printed nor written; the message is one sentence: which number, where, what to do. */
public final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A result that is not finite.
     *
     * @param sentence which number, where, and what to do
     */
    public NotFiniteException(String sentence) {
        super(sentence);
    }
}
