package dualflow.nn;

/** No network is described: its name or a size is unknown, missing or out of range. */
public final class ArchitectureException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * States what does not describe a network.
     *
     * @param sentence what is wrong, and what there is
     */
    public ArchitectureException(String sentence) {
        super(sentence);
    }
}
