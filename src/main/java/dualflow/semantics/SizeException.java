package dualflow.semantics;

/** A claim needs more than a computer has, or a dimension has no size, at the sizes at which it is tried. */
final class SizeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SizeException(String message) {
        super(message);
    }
}
