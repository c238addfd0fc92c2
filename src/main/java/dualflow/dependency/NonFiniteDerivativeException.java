package dualflow.dependency;

/** A derivative is infinite or NaN; the message says which, and what to do. */
public final class NonFiniteDerivativeException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    NonFiniteDerivativeException(String message) {
        super(message);
    }
}
