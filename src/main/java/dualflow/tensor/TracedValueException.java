package dualflow.tensor;

/**
 * The numbers of a value were asked for that a transformation follows: made into a new tensor they would lose their derivative, or
 * their mapped axis, without a word. The message is one sentence: in which transformation, what would be lost, what to do.
 */
public final class TracedValueException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * States whose numbers were asked for.
     *
     * @param message one sentence
     */
    public TracedValueException(String message) {
        super(message);
    }
}
