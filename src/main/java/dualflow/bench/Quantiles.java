package dualflow.bench;

/** Quantiles of samples, with linear interpolation between the samples, as in NumPy. */
final class Quantiles {
    private Quantiles() {}

    /**
     * A quantile.
     *
     * @param sorted samples in ascending order, at least one
     * @param share from 0, the least, to 1, the largest
     */
    static double of(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
