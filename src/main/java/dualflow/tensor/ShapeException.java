package dualflow.tensor;

/** Shapes, formats or devices of an op's arguments do not match. */
public class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * States what does not match.
     *
     * @param message one sentence: what, where, what to do
     */
    public ShapeException(String message) {
        super(message);
    }
}
