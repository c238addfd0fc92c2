package dualflow.closedform;

/** The superclass of all errors of the closed-form formulas; the message is one sentence that says what, where and what to do. */
public abstract class ClosedFormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An error with its sentence.
     *
     * @param message what is wrong, where, and what to do
     */
    protected ClosedFormException(String message) {
        super(message);
    }
}
