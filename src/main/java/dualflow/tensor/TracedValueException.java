package dualflow.tensor;

/**
 * The elements of a value that a transformation traces were asked for: made into a new tensor they would silently lose their derivative, or
 * their mapped axis. The message is one sentence: in which transformation, what would be lost, what to do.
 */
public final class TracedValueException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * States whose elements were asked for.
     *
     * @param message one sentence
     */
    public TracedValueException(String message) {
        super(message);
    }
}
