package dualflow.train;

/**
 * A learning rate over a run of known length.
 *
 * @param course its shape after the warm-up
 * @param rate the peak rate
 * @param warmUp the number of steps in which it rises to that, linearly; 0 for none
 */
public record LearningRate(Course course, double rate, long warmUp) {
    /** The shape of a learning-rate schedule. */
    public enum Course {
        /** Constant. */
        CONSTANT,
        /** Half a cosine, down to 0 after the last step. */
        COSINE
    }

    /**
     * Checks the components.
     *
     * @param course its shape after the warm-up
     * @param rate positive and finite
     * @param warmUp 0 or more
     * @throws IllegalArgumentException if one of these does not hold
     */
    public LearningRate {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a learning rate is positive and finite, got " + rate);
        }
        if (warmUp < 0) {
            throw new IllegalArgumentException("a warm-up has 0 steps or more, got " + warmUp);
        }
    }

    /**
     * Constant.
     *
     * @param rate the rate
     * @return the learning rate
     */
    public static LearningRate constant(double rate) {
        return new LearningRate(Course.CONSTANT, rate, 0);
    }

    /**
     * The rate of each step.
     *
     * @param steps the length of the run, at least 1
     * @return the schedule
     */
    public Schedule over(long steps) {
        Schedule schedule = course == Course.COSINE ? Schedule.cosine(rate, 0, steps) : Schedule.constant(rate);
        return warmUp > 0 ? schedule.warmUp(warmUp) : schedule;
    }
}
