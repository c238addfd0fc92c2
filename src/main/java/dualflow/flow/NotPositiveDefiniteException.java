package dualflow.flow;

/** A covariance that must be symmetric and positive definite is not. */
public final class NotPositiveDefiniteException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * States which covariance, where, and what to do.
     *
     * @param message one sentence
     */
    public NotPositiveDefiniteException(String message) {
        super(message);
    }
}
