package dualflow.evaluation;

/**
 * How far a network's loss over the whole distribution, the population loss, is above the least that there is, at one step of a training.
 *
 * @param step the number of steps done
 * @param excess the mean of |g - g*|^2, with g* the conditional mean of the target, over draws that are the same at every step
 * @param standardError its standard error over the draws
 */
public record LossExcess(long step, double excess, double standardError) {
    /** Standard errors on each side of a 95 % interval. */
    private static final double SIDE = 1.959963984540054;

    /**
     * The lower end of the 95 % interval.
     *
     * @return it, which may be negative
     */
    public double low() {
        return excess - SIDE * standardError;
    }

    /**
     * The upper end of the 95 % interval.
     *
     * @return it
     */
    public double high() {
        return excess + SIDE * standardError;
    }

    /**
     * Whether the excess is looked at after so many steps: after 1, 2, 3 and 5 times powers of ten, and after the last.
     *
     * @param step the number of steps done, 1 or more
     * @param last the number of all steps
     * @return whether it is
     */
    public static boolean isAt(long step, long last) {
        long leading = step;
        while (leading >= 10 && leading % 10 == 0) {
            leading /= 10;
        }
        return step == last || leading == 1 || leading == 2 || leading == 3 || leading == 5;
    }
}
