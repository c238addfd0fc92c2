package dualflow.tensor;

/** A value was used after its owner had ended: a released tensor, or a dual number outside its own jvp. */
public final class StaleTensorException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * States what was used too late.
     *
     * @param message one sentence: what, where, what to do; the function that the program called is put before it
     */
    public StaleTensorException(String message) {
        super(CalledFunction.prefix() + message);
    }
}
