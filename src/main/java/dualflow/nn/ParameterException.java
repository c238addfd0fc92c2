package dualflow.nn;

/** Parameters do not fit a layer: one is missing or has another shape; the message names the first that differs. */
public final class ParameterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * States what does not fit.
     *
     * @param sentence which parameter, what is wrong with it, and what is needed
     */
    public ParameterException(String sentence) {
        super(sentence);
    }
}
