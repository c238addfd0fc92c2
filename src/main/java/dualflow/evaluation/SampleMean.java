package dualflow.evaluation;

import java.util.Arrays;

/**
 * A mean of independent numbers with its standard error.
 *
 * @param value the mean
 * @param standardError the root of the unbiased variance by their count; NaN for one number
 */
record SampleMean(double value, double standardError) {
    static SampleMean of(double... numbers) {
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double squares =
                Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
        return new SampleMean(mean, Math.sqrt(squares / (numbers.length - 1) / numbers.length));
    }
}
