package dualflow.claim;

/** How far numbers are from what they should be. NaN is infinitely far. */
final class Distance {
    private Distance() {}

    /** The largest difference, relative to the largest expected magnitude. */
    static double relative(double[] actual, double[] expected) {
        double scale = 0;
        for (double e : expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        return absolute(actual, expected) / (scale == 0 ? 1 : scale);
    }

    /** The largest difference. */
    static double absolute(double[] actual, double[] expected) {
        if (actual.length != expected.length) {
            throw new IllegalArgumentException(actual.length + " numbers cannot be compared with " + expected.length);
        }
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        return worst;
    }

    /** The rows of a matrix, one behind the other. */
    static double[] flat(double[][] rows) {
        return java.util.Arrays.stream(rows)
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
    }
}
