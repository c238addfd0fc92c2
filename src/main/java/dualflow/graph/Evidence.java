package dualflow.graph;

/**
 * What a test says of the hypothesis that two variables are independent given others.
 *
 * @param statistic the test's statistic
 * @param degreesOfFreedom its degrees of freedom under the hypothesis; 0 where nothing varies that could show a dependence, so that the
 *     hypothesis is not rejected
 * @param logP the natural logarithm of the p-value, at most 0
 * @param effect the size of the dependence, from -1 to 1: the partial correlation of the two given the others
 */
public record Evidence(double statistic, int degreesOfFreedom, double logP, double effect) {
    /** No evidence, as nothing varies. */
    static final Evidence NONE = new Evidence(0, 0, 0, 0);

    /**
     * The probability of a statistic as large as this if the two are independent given the others.
     *
     * @return the p-value; 0 where it is below the least double
     */
    public double p() {
        return Math.exp(logP);
    }

    /**
     * The decimal logarithm of the p-value, which is finite where the p-value is 0 as a double.
     *
     * @return log10 p
     */
    public double log10P() {
        return logP / Math.log(10);
    }
}
