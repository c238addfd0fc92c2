package dualflow.coupling;

/** Sinkhorn's method has not reached its tolerance; the message says how far it is. */
public final class SinkhornException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SinkhornException(String message) {
        super(message);
    }
}
