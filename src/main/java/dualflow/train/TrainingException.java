package dualflow.train;

/** A training cannot go on; the message is one sentence: in which step, why, and what to do. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A training that cannot go on.
     *
     * @param sentence in which step, why, and what to do
     */
    public TrainingException(String sentence) {
        super(sentence);
    }
}
