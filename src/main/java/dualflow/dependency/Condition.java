package dualflow.dependency;

/**
 * Which directions count: those that hardly change one output. What "hardly changes" means has three readings (paper, section 6.4, and its
 * published code); as their thresholds go to 0, the first two give the partial correlation of a linear model given the output, and the third
 * gives nothing, since the row norm of a linear model is the same everywhere.
 */
public sealed interface Condition permits Slab, DifferenceSlab, RowNormBelow {
    /**
     * The output that hardly changes.
     *
     * @return its index, from 0
     */
    int output();

    /**
     * The largest change that does not count.
     *
     * @return the threshold, above 0
     */
    double threshold();

    /**
     * Whether a direction counts.
     *
     * @param chunk the samples
     * @param k the direction
     * @param i the sample, counted from the first of the chunk
     * @return true if it does
     * @throws IllegalArgumentException if the samples lack what the condition needs
     */
    boolean keeps(JvpSamples chunk, int k, int i);

    /**
     * Refuses a threshold that is not positive.
     *
     * @param condition what is bounded
     * @param threshold by what
     * @throws IllegalArgumentException if it is not positive
     */
    static void requirePositive(String condition, double threshold) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException(
                    "a condition " + condition + " < tau needs a positive tau, got " + threshold);
        }
    }
}
