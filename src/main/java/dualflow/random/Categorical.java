package dualflow.random;

/** A choice by probabilities. */
public final class Categorical {
    private Categorical() {}

    /**
     * The first index at which the running sum of the weights exceeds the share u of the whole, so that a weight of 0 is never chosen.
     *
     * @param weights holds the n weights, from {@code start} on
     * @param start where they begin
     * @param n their number
     * @param u uniform in [0, 1)
     * @return the index, from 0
     */
    public static int choose(double[] weights, int start, int n, double u) {
        double total = 0;
        for (int i = 0; i < n; i++) {
            total += weights[start + i];
        }
        double sum = 0;
        int last = 0;
        for (int i = 0; i < n; i++) {
            sum += weights[start + i];
            if (sum > u * total) {
                return i;
            }
            last = weights[start + i] > 0 ? i : last;
        }
        return last;
    }
}
