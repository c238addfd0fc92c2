package dualflow.path;

/** A quantity of a path that does not exist, or is not determined by what was given, at a time; the message names both. */
public final class UndefinedAtTimeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The time. */
    private final double time;

    UndefinedAtTimeException(String what, double time, String why) {
        super(what + " at t = " + time + ", where " + why);
        this.time = time;
    }

    /**
     * Where the quantity is not defined.
     *
     * @return the time t
     */
    public double time() {
        return time;
    }
}
