package dualflow.causal;

/** An attribute that no change of the velocity can hold: its gradient is 0, or a combination of other attributes' gradients. */
public final class UnholdableAttributeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnholdableAttributeException(String message) {
        super(message);
    }
}
