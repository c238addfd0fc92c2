package dualflow.tensor;

/** A tensor would hold more elements than an array can. */
public final class LargeShapeException extends ShapeException {
    private static final long serialVersionUID = 1L;

    /**
     * States which.
     *
     * @param message one sentence: what, where, what to do
     */
    public LargeShapeException(String message) {
        super(message);
    }
}
