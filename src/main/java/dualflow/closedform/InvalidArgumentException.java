package dualflow.closedform;

/** An argument out of its domain: a time outside [0, 1], a vector of the wrong length, a value that is not finite, or weights that are no distribution. */
public final class InvalidArgumentException extends ClosedFormException {

    private static final long serialVersionUID = 1L;

    InvalidArgumentException(String message) {
        super(message);
    }
}
