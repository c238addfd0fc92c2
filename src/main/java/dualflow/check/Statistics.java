package dualflow.check;

import java.util.Arrays;

/** Statistics of a few numbers. */
final class Statistics {
    private Statistics() {}

    /** The middle number, or the mean of the two in the middle; 0 of none. */
    static double median(double... numbers) {
        if (numbers.length == 0) {
            return 0;
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
