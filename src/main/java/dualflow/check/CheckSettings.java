package dualflow.check;

/**
 * How thoroughly claims are checked.
 *
 * @param seed of all draws
 * @param draws the number of generic draws at each tuple of sizes, 4 or more
 * @param depth what is looked into beside the verdict
 * @param inSingle whether a note says what the residuals are in float32; the verdict is that of float64 all the same
 */
public record CheckSettings(long seed, int draws, Depth depth, boolean inSingle) {
    /** The number of generic draws where none is stated. */
    public static final int DEFAULT_DRAWS = 24;

    private static final int FEWEST_DRAWS = 4;

    /** What is looked into. */
    public enum Depth {
        /** Draws and rounding levels only. */
        QUICK,
        /** Also changed equations, lost terms, the smallest counterexample and the cases in which a wrong equation holds. */
        FULL
    }

    /**
     * Checks the number of draws.
     *
     * @param seed of all draws
     * @param draws the number of generic draws at each tuple of sizes
     * @param depth what is looked into beside the verdict
     * @param inSingle whether a note says what the residuals are in float32
     * @throws IllegalArgumentException if there are fewer than 4
     */
    public CheckSettings {
        if (draws < FEWEST_DRAWS) {
            throw new IllegalArgumentException("a claim takes at least " + FEWEST_DRAWS + " draws; got " + draws);
        }
    }

    /**
     * In float64 alone.
     *
     * @param seed of all draws
     * @param draws the number of generic draws at each tuple of sizes, 4 or more
     * @param depth what is looked into beside the verdict
     */
    public CheckSettings(long seed, int draws, Depth depth) {
        this(seed, draws, depth, false);
    }

    /**
     * A full check with the usual number of draws.
     *
     * @param seed of all draws
     * @return the settings
     */
    public static CheckSettings full(long seed) {
        return new CheckSettings(seed, DEFAULT_DRAWS, Depth.FULL);
    }

    /**
     * A quick check with the usual number of draws.
     *
     * @param seed of all draws
     * @return the settings
     */
    public static CheckSettings quick(long seed) {
        return new CheckSettings(seed, DEFAULT_DRAWS, Depth.QUICK);
    }

    boolean isFull() {
        return depth == Depth.FULL;
    }
}
