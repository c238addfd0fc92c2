package dualflow.check;

/** What one draw says about an equation. */
enum DrawClass {
    /** It holds up to rounding. */
    OK("hold"),
    /** It is wrong. */
    BAD("fail"),
    /** Its rounding level or resolution is too coarse to say anything. */
    ILL("are too badly conditioned"),
    /** Between right and wrong. */
    GREY("lie between"),
    /** A side is not finite. */
    NOT_FINITE("are not finite"),
    /** The conditions behind {@code where} are not met. */
    INADMISSIBLE("are not admissible");

    /** So many rounding levels may a residual have. */
    static final double HOLDS_WITHIN = 1e3;

    /** So many rounding levels must a residual have to be a mistake. */
    static final double FAILS_BEYOND = 1e6;

    private static final double RESOLUTIONS_BEYOND = 100;
    private static final double ILL_BEYOND = 1e-6;
    /** A residual beyond this is a mistake even where the level is coarse. */
    private static final double LARGE = 1e-3;

    /** A residual that is so many times beyond what fails is not due to rounding that was overlooked. */
    private static final double BEYOND_DOUBT = 1e3;

    private final String words;

    DrawClass(String words) {
        this.words = words;
    }

    /** As in "3 fail". */
    String words() {
        return words;
    }

    /** Whether a residual is so large that no closer look at rounding can explain it. */
    static boolean isBeyondDoubt(double residual, double level, double resolution) {
        return residual > BEYOND_DOUBT * (FAILS_BEYOND * level + RESOLUTIONS_BEYOND * resolution);
    }

    /** The largest residual that rounding and resolution explain. */
    static double tolerance(double level, double resolution) {
        return HOLDS_WITHIN * level + resolution;
    }

    /**
     * The class of a draw that is admissible and finite. A level that is not a number fits nothing and is grey.
     *
     * @param residual relative to the scale
     * @param level the rounding level
     * @param resolution the resolution error
     */
    static DrawClass of(double residual, double level, double resolution) {
        double holds = tolerance(level, resolution);
        double fails = FAILS_BEYOND * level + RESOLUTIONS_BEYOND * resolution;
        if (holds > ILL_BEYOND && residual <= Math.max(fails, LARGE)) {
            return ILL;
        }
        return residual > fails ? BAD : residual <= holds ? OK : GREY;
    }
}
