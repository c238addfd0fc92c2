package dualflow.closedform;

/** A result beyond the range of double, or undefined because an intermediate value is. */
public final class NumericalOverflowException extends ClosedFormException {

    private static final long serialVersionUID = 1L;

    NumericalOverflowException(String message) {
        super(message);
    }
}
