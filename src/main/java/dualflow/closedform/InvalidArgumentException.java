package dualflow.closedform;

/** An argument outside its domain: a time outside [0, 1], a vector of the wrong length, a value that is not finite, or weights that are not a distribution. */
public final class InvalidArgumentException extends ClosedFormException {

    private static final long serialVersionUID = 1L;

    InvalidArgumentException(String message) {
        super(message);
    }
}
