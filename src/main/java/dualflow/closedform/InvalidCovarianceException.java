package dualflow.closedform;

/** A matrix that is not a covariance: not square, not finite, not symmetric or not positive semidefinite. */
public final class InvalidCovarianceException extends ClosedFormException {

    private static final long serialVersionUID = 1L;

    InvalidCovarianceException(String message) {
        super(message);
    }
}
