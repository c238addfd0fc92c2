package dualflow.train;

/** A learning rate for each step. */
@FunctionalInterface
public interface Schedule {
    /**
     * The learning rate of a step.
     *
     * @param step the step, from 0
     * @return its learning rate
     */
    double at(long step);

    /**
     * Constant.
     *
     * @param rate the learning rate
     * @return the schedule
     */
    static Schedule constant(double rate) {
        return step -> rate;
    }

    /**
     * Half a cosine, from the first rate in step 0 to the last rate in step n and after: last + (first - last) (1 + cos(pi k / n)) /
     * 2 in step k. Loshchilov and Hutter, "SGDR", ICLR 2017; PyTorch's {@code CosineAnnealingLR} up to step n.
     *
     * @param first the rate in step 0
     * @param last the rate in step n
     * @param n the number of steps, at least 1
     * @return the schedule
     * @throws IllegalArgumentException if n is not positive
     */
    static Schedule cosine(double first, double last, long n) {
        requirePositive(n);
        return step -> last + (first - last) * (1 + StrictMath.cos(Math.PI * Math.min(step, n) / n)) / 2;
    }

    /**
     * This schedule, times (k + 1) / n in step k of the first n (linear warm-up).
     *
     * @param n the number of warm-up steps, at least 1
     * @return the schedule
     * @throws IllegalArgumentException if n is not positive
     */
    default Schedule warmUp(long n) {
        requirePositive(n);
        return step -> step + 1 < n ? at(step) * (step + 1) / n : at(step);
    }

    private static void requirePositive(long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("a schedule needs at least 1 step, got " + steps);
        }
    }
}
