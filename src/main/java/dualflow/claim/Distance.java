package dualflow.claim;

/** How far values are from what they should be. NaN is infinitely far. */
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

    /** The Frobenius norm of A - B. */
    static double frobenius(double[][] a, double[][] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                squares += (a[i][j] - b[i][j]) * (a[i][j] - b[i][j]);
            }
        }
        return Math.sqrt(squares);
    }

    /** The rows of a matrix, concatenated. */
    static double[] flat(double[][] rows) {
        return java.util.Arrays.stream(rows)
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
    }
}
