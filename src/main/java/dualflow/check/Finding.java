package dualflow.check;

/** What a check finds out about a claim. */
public enum Finding {
    /** In all generic draws both sides agree up to rounding, and changed equations fail. */
    HOLDS,
    /** The equation fails, and the one behind {@code instead} holds. */
    CORRECTED,
    /** A generic draw is a counterexample. */
    FAILS,
    /** A side is not finite in more than a tenth of the generic draws, or no draw fulfils the conditions. */
    UNDEFINED,
    /** Neither; rounding or resolution are too coarse, or a value cannot be computed exactly. */
    UNDECIDED,
    /** The equation says nothing: whatever is changed in it, it holds as well. */
    VACUOUS;

    /**
     * The word for it, as behind {@code expect}.
     *
     * @return in lower case
     */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
