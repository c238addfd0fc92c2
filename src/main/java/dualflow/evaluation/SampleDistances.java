package dualflow.evaluation;

import dualflow.random.Draws;
import java.util.Arrays;

/** Distances between distributions from samples of both. */
public final class SampleDistances {
    private SampleDistances() {}

    /**
     * The sliced Wasserstein distance: the p-th root of the mean over random directions of W_p^p of the projections, which sorting gives.
     *
     * @param x samples [n, d], row-major
     * @param y as many samples [n, d]
     * @param d their dimension
     * @param p 1 or 2
     * @param directions how many directions
     * @param draws the seed of the directions
     * @return the distance
     * @throws IllegalArgumentException if there are not equally many whole samples, or p is neither 1 nor 2
     */
    public static double slicedWasserstein(double[] x, double[] y, int d, int p, int directions, Draws draws) {
        requireSamples(x, d);
        requireSamples(y, d);
        if (x.length != y.length || (p != 1 && p != 2) || directions < 1) {
            throw new IllegalArgumentException(
                    "a sliced Wasserstein distance is of equally many samples, its exponent 1"
                            + " or 2, along one direction or more; got " + x.length / d + " and " + y.length / d
                            + " samples,"
                            + " the exponent " + p + " and " + directions + " directions");
        }
        double sum = 0;
        for (int k = 0; k < directions; k++) {
            double[] direction = draws.normals(Draws.stream("slices"), (long) k * d, d);
            double length = Math.sqrt(dot(direction, 0, direction));
            double[] a = projected(x, direction, length);
            double[] b = projected(y, direction, length);
            double mean = 0;
            for (int i = 0; i < a.length; i++) {
                double difference = Math.abs(a[i] - b[i]);
                mean += (p == 1 ? difference : difference * difference) / a.length;
            }
            sum += mean / directions;
        }
        return p == 1 ? sum : Math.sqrt(sum);
    }

    /** Projections, in ascending order. */
    private static double[] projected(double[] x, double[] direction, double length) {
        int d = direction.length;
        double[] projected = new double[x.length / d];
        for (int i = 0; i < projected.length; i++) {
            projected[i] = dot(x, i * d, direction) / length;
        }
        Arrays.sort(projected);
        return projected;
    }

    private static double dot(double[] x, int at, double[] direction) {
        double sum = 0;
        for (int j = 0; j < direction.length; j++) {
            sum = Math.fma(x[at + j], direction[j], sum);
        }
        return sum;
    }

    /**
     * The square of the maximum mean discrepancy with the kernel exp(-|x - y|^2 / (2 h^2)), unbiased, so that it may be below 0 (A. Gretton et al., A kernel
     * two-sample test, 2012, (3)).
     *
     * @param x samples [m, d], row-major, two or more
     * @param y samples [n, d], two or more
     * @param d their dimension
     * @param bandwidth h, above 0
     * @return the estimate
     * @throws IllegalArgumentException if there are too few whole samples, or the bandwidth is not positive
     */
    public static double squaredMmd(double[] x, double[] y, int d, double bandwidth) {
        requireSamples(x, d);
        requireSamples(y, d);
        int m = x.length / d;
        int n = y.length / d;
        if (m < 2 || n < 2 || !(bandwidth > 0)) {
            throw new IllegalArgumentException(
                    "a discrepancy needs two samples or more of each and a bandwidth above 0;" + " got " + m + ", " + n
                            + " and " + bandwidth);
        }
        return kernels(x, x, d, bandwidth, true) / m / (m - 1)
                + kernels(y, y, d, bandwidth, true) / n / (n - 1)
                - 2 * kernels(x, y, d, bandwidth, false) / m / n;
    }

    /** The sum of the kernel over all pairs, or, within one set of samples, over pairs of two different ones. */
    private static double kernels(double[] x, double[] y, int d, double bandwidth, boolean within) {
        double sum = 0;
        for (int i = 0; i < x.length / d; i++) {
            double row = 0;
            for (int j = 0; j < y.length / d; j++) {
                if (!within || i != j) {
                    double square = 0;
                    for (int k = 0; k < d; k++) {
                        double difference = x[i * d + k] - y[j * d + k];
                        square = Math.fma(difference, difference, square);
                    }
                    row += StrictMath.exp(-square / (2 * bandwidth * bandwidth));
                }
            }
            sum += row;
        }
        return sum;
    }

    private static void requireSamples(double[] x, int d) {
        if (d < 1 || x.length == 0 || x.length % d != 0) {
            throw new IllegalArgumentException(x.length + " numbers do not make samples of " + d + " numbers each");
        }
    }
}
