package dualflow.digits;

import java.util.Arrays;

/**
 * What some numbers are like.
 *
 * @param mean their mean
 * @param deviation the root of their mean squared distance from it
 * @param least the least
 * @param most the greatest
 */
public record MeasureSummary(double mean, double deviation, double least, double most) {
    /**
     * The summary of numbers.
     *
     * @param numbers at least one
     * @return their summary
     */
    public static MeasureSummary of(double[] numbers) {
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double variance = Arrays.stream(numbers)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        return new MeasureSummary(
                mean,
                Math.sqrt(variance),
                Arrays.stream(numbers).min().orElseThrow(),
                Arrays.stream(numbers).max().orElseThrow());
    }
}
