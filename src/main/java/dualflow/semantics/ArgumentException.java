package dualflow.semantics;

/** What is wrong with one argument of a function, before it is known where the argument stands. */
final class ArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int argument;

    ArgumentException(int argument, String message) {
        super(message);
        this.argument = argument;
    }

    int argument() {
        return argument;
    }
}
