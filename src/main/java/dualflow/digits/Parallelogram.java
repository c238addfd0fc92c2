package dualflow.digits;

/**
 * The parallelogram with horizontal sides, sheared as the image is, that leaves a share of its mass off on each of the four sides.
 *
 * @param width the length of the horizontal sides in pixels
 * @param height the distance between them in pixels
 */
record Parallelogram(double width, double height) {
    private static final double LEFT_OFF = 0.02 / 2;

    /**
     * The parallelogram of an image that leaves 1 % of the mass off on each side. The mass left of a line is that of the pixels whose middle lies
     * half a pixel left of it, and between whole columns (at the height of the centre of mass) or rows it is interpolated.
     *
     * @shape [height, width], row-major
     * @param grey the brightnesses, whole numbers
     * @param height the number of rows
     * @param width the number of columns
     * @param moments the image's moments
     * @return the parallelogram
     */
    static Parallelogram of(int[] grey, int height, int width, GreyMoments moments) {
        // At t: what lies left of column t, or above row t.
        long[] fromLeft = new long[width + 1];
        long[] fromTop = new long[height + 1];
        for (int i = 0; i < grey.length; i++) {
            int y = i / width;
            if (grey[i] != 0) {
                double offset = moments.shear() * (y - moments.y());
                fromLeft[firstColumn(i % width + 0.5, offset, width)] += grey[i];
                fromTop[y + 1] += grey[i];
            }
        }
        return new Parallelogram(between(fromLeft, moments.mass()), between(fromTop, moments.mass()));
    }

    /** The first t of 0 to n with x < t + offset; n where there is none below it. */
    private static int firstColumn(double x, double offset, int n) {
        int t = (int) Math.max(0, Math.min(n, Math.floor(x - offset)));
        while (t > 0 && x < t - 1 + offset) {
            t--;
        }
        while (t < n && !(x < t + offset)) {
            t++;
        }
        return t;
    }

    /** The distance of the places that have the share left off before and behind them. */
    private static double between(long[] added, double mass) {
        int n = added.length - 1;
        double[] share = new double[n];
        long sum = 0;
        for (int t = 0; t < n; t++) {
            sum += added[t];
            share[t] = sum / mass;
        }
        return quantile(share, 1 - LEFT_OFF) - quantile(share, LEFT_OFF);
    }

    /** Where a function that never falls, linear between whole numbers, reaches a value; its last place where it never does. */
    private static double quantile(double[] share, double value) {
        if (value < share[0]) {
            return 0;
        }
        int last = share.length - 1;
        if (value >= share[last]) {
            return last;
        }
        int t = 0;
        while (share[t + 1] <= value) {
            t++;
        }
        return t + (value - share[t]) / (share[t + 1] - share[t]);
    }
}
