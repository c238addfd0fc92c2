package dualflow.semantics;

/** A formula that is well formed, but whose value cannot be computed exactly, or with an error that is known. */
public final class UndecidedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * States why.
     *
     * @param message a clause without a full stop
     */
    public UndecidedException(String message) {
        super(message);
    }
}
