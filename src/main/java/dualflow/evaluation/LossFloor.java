package dualflow.evaluation;

/**
 * The least conditional flow matching loss that any field can have on given pairs, on the linear path: the variance that the target keeps when x_t is known,
 *
 * <pre>
 *   integral from 0 to 1 of E|x1 - x0 - E[x1 - x0 | x_t]|^2 dt,    x_t = (1 - t) x0 + t x1
 * </pre>
 *
 * <p>summed over the d numbers of a sample. It is (pi/2) tr Sigma^(1/2) for independent N(0, I) and N(0, Sigma), and 0 where pairs never cross, as under the optimal map. Here it
 * is estimated from the pairs alone, without a field: half the mean squared difference between the targets of a pair and of the one that is nearest to it at time t (L. Devroye,
 * D. Schäfer, L. Györfi and H. Walk, "The estimation problem of minimum mean squared error", 2003). Near neighbours differ also in their conditional means, so the estimate is too
 * great, the less the more pairs there are and the fewer dimensions.
 *
 * @param value the floor
 * @param standardError its standard error over the pairs, as if these were independent of each other
 */
public record LossFloor(double value, double standardError) {
    /**
     * Estimates the floor.
     *
     * @param x0 draws of the source, n rows of d numbers, in the order of their data
     * @param x1 the data, as many rows; two or more
     * @param d the numbers of a row
     * @param times at how many times, the midpoints of as many equal steps
     * @return the estimate
     * @throws IllegalArgumentException if there are not equally many rows, two or more, or no time
     */
    public static LossFloor ofPairs(double[] x0, double[] x1, int d, int times) {
        if (d < 1 || x0.length != x1.length || x0.length % d != 0 || x0.length / d < 2 || times < 1) {
            throw new IllegalArgumentException("a loss floor is of two or more pairs, at one time or more; got "
                    + x0.length + " and " + x1.length + " numbers in rows of " + d + ", and " + times + " times");
        }
        int n = x0.length / d;
        double[] floors = new double[n];
        for (int k = 0; k < times; k++) {
            double t = (k + 0.5) / times;
            double[] x = new double[x0.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = (1 - t) * x0[i] + t * x1[i];
            }
            for (int i = 0; i < n; i++) {
                int j = nearest(x, i, d);
                double square = 0;
                for (int a = 0; a < d; a++) {
                    double difference = (x1[i * d + a] - x0[i * d + a]) - (x1[j * d + a] - x0[j * d + a]);
                    square += difference * difference;
                }
                floors[i] += square / 2 / times;
            }
        }
        RunningMean mean = new RunningMean();
        for (double floor : floors) {
            mean.add(floor);
        }
        return new LossFloor(mean.value(), mean.error());
    }

    /** The other row that is nearest to row i. */
    private static int nearest(double[] x, int i, int d) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < x.length / d; j++) {
            double square = 0;
            for (int a = 0; a < d; a++) {
                double difference = x[i * d + a] - x[j * d + a];
                square += difference * difference;
            }
            if (j != i && (best < 0 || square < least)) {
                best = j;
                least = square;
            }
        }
        return best;
    }
}
