package dualflow.data;

/** A result could not be written; the message is one sentence: which file, why not, what to do. */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A failed write.
     *
     * @param sentence which file, why it could not be written and what to do
     * @param cause the error met while writing
     */
    public OutputException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
