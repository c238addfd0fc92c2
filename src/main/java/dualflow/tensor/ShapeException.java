package dualflow.tensor;

/**
 * Shapes, formats or devices of a function's arguments do not match. The message begins with the function that the program called, such as
 * {@code Ops.matmul}.
 */
public class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The message without the function. */
    private final String reason;

    /**
     * States what does not match.
     *
     * @param message one sentence: what, where, what to do
     */
    public ShapeException(String message) {
        this(CalledFunction.prefix() + message, message);
    }

    private ShapeException(String message, String reason) {
        super(message);
        this.reason = reason;
    }

    /** Says of an op's arguments what does not match; the text follows the op. */
    static ShapeException of(Op op, String text) {
        return new ShapeException(CalledFunction.of(op) + text, text);
    }

    final String reason() {
        return reason;
    }
}
