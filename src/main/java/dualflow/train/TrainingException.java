package dualflow.train;

/** A training cannot continue; the message is one sentence: in which step, why, and what to do. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A training that cannot continue.
     *
     * @param sentence in which step, why, and what to do
     */
    public TrainingException(String sentence) {
        super(sentence);
    }
}
