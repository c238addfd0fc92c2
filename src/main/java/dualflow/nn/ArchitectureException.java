package dualflow.nn;

/** The description of a network is wrong: its name or a size is unknown, missing or out of range. */
public final class ArchitectureException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * States what is wrong.
     *
     * @param sentence what is wrong, and what there is
     */
    public ArchitectureException(String sentence) {
        super(sentence);
    }
}
