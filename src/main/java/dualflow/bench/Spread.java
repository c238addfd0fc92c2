package dualflow.bench;

import java.util.Arrays;

/**
 * Median and quartiles of samples.
 *
 * @param low the first quartile
 * @param median the second
 * @param high the third
 */
public record Spread(double low, double median, double high) {
    /**
     * Of samples in any order.
     *
     * @param samples at least one
     * @return their quartiles
     */
    static Spread of(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new Spread(Quantiles.of(sorted, 0.25), Quantiles.of(sorted, 0.5), Quantiles.of(sorted, 0.75));
    }

    /** Of the ratios of paired samples, the first of each pair divided by the second. */
    static Spread ofRatios(double[] over, double[] under) {
        double[] ratios = new double[over.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = over[i] / under[i];
        }
        return of(ratios);
    }
}
