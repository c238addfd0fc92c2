package dualflow.flow;

/**
 * The target of step control: an estimated error of at most {@code absolute + relative |x|} in a step, element by element, in the
 * root mean square over the state, or over each sample of it ({@link OdeSolver#forEachSample}).
 *
 * @param relative the relative part, at least 0
 * @param absolute the absolute part, above 0
 * @param maxSteps the most steps of a solve, including rejected ones
 */
public record Tolerances(double relative, double absolute, int maxSteps) {
    /**
     * Checks the components.
     *
     * @param relative the relative part, at least 0
     * @param absolute the absolute part, above 0
     * @param maxSteps the most steps of a solve, including rejected ones
     * @throws IllegalArgumentException if a part is negative or not finite, or no step is allowed
     */
    public Tolerances {
        if (!(relative >= 0 && relative < 1) || !(absolute > 0 && absolute <= Double.MAX_VALUE) || maxSteps < 1) {
            throw new IllegalArgumentException(
                    "tolerances need a relative part in [0, 1), an absolute part above 0 and at"
                            + " least one step, got " + relative + ", " + absolute + " and " + maxSteps);
        }
    }

    /**
     * Equal relative and absolute parts, and at most 100,000 steps.
     *
     * @param tolerance both parts
     * @return the tolerances
     * @throws IllegalArgumentException if it is not in (0, 1)
     */
    public static Tolerances of(double tolerance) {
        return new Tolerances(tolerance, tolerance, 100_000);
    }
}
