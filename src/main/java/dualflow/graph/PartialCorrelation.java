package dualflow.graph;

/**
 * The correlation of what remains of two variables when the best linear predictions from others are taken off: from the correlations alone, by
 * eliminating those others from the matrix one after the other. Where they leave a share v of a variance, its error is about 1e-16/v.
 */
final class PartialCorrelation {
    /** A variable of which others leave no more than this of its variance is determined by them. */
    static final double DETERMINED = 1e-10;

    private PartialCorrelation() {}

    /**
     * A partial correlation.
     *
     * @param correlations the correlations of all variables
     * @param a a variable
     * @param b another
     * @param given the others
     * @return the partial correlation; NaN where {@code given} determine {@code a} or {@code b}, so that nothing remains
     */
    static double of(double[][] correlations, int a, int b, int... given) {
        int k = given.length;
        double[][] rest = new double[k + 2][k + 2];
        for (int i = 0; i < k + 2; i++) {
            for (int j = 0; j < k + 2; j++) {
                rest[i][j] = correlations[at(i, a, b, given)][at(j, a, b, given)];
            }
        }
        for (int p = 0; p < k; p++) {
            // One that those before it determine has been eliminated with them.
            if (rest[p][p] > DETERMINED) {
                for (int i = p + 1; i < k + 2; i++) {
                    double factor = rest[i][p] / rest[p][p];
                    for (int j = p + 1; j < k + 2; j++) {
                        rest[i][j] -= factor * rest[p][j];
                    }
                }
            }
        }
        if (rest[k][k] <= DETERMINED || rest[k + 1][k + 1] <= DETERMINED) {
            return Double.NaN;
        }
        double r = rest[k][k + 1] / Math.sqrt(rest[k][k] * rest[k + 1][k + 1]);
        return Math.max(-1, Math.min(1, r));
    }

    private static int at(int i, int a, int b, int... given) {
        return i < given.length ? given[i] : i == given.length ? a : b;
    }
}
