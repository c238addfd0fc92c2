package dualflow.coupling;

/** The cost of all pairs of a batch. */
final class SquaredDistances {
    private SquaredDistances() {}

    /**
     * Squared Euclidean distances.
     *
     * @param a n rows of d numbers
     * @param b m rows of d numbers
     * @param d the numbers of a row
     * @return |a_i - b_j|^2, n times m numbers
     * @throws IllegalArgumentException if one is not finite
     */
    static double[] between(double[] a, double[] b, int d) {
        int n = rows(a, d);
        int m = rows(b, d);
        double[] squares = new double[Math.multiplyExact(n, m)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double sum = 0;
                for (int k = 0; k < d; k++) {
                    double difference = a[i * d + k] - b[j * d + k];
                    sum = Math.fma(difference, difference, sum);
                }
                squares[i * m + j] = sum;
            }
        }
        requireFinite(squares, m);
        return squares;
    }

    /** Refuses costs that are not finite. */
    static void requireFinite(double[] cost, int m) {
        for (int i = 0; i < cost.length; i++) {
            if (!Double.isFinite(cost[i])) {
                throw new IllegalArgumentException("the cost of pairing row " + i / m + " with row " + i % m + " is "
                        + cost[i] + ", not a finite number");
            }
        }
    }

    /** The number of rows, at least one. */
    static int rows(double[] x, int d) {
        if (d < 1 || x.length == 0 || x.length % d != 0) {
            throw new IllegalArgumentException(
                    x.length + " numbers do not make rows of " + d + ", of which a coupling needs one or more");
        }
        return x.length / d;
    }

    static void requireAsMany(int sources, int data) {
        if (sources != data) {
            throw new IllegalArgumentException("there are " + sources + " draws of the source for " + data
                    + " data points; a coupling pairs equally many");
        }
    }
}
