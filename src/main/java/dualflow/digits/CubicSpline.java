package dualflow.digits;

/**
 * Interpolation by cubic B-splines of a line of numbers that goes on as its mirror image, without repeating its end: c b | a b c d | c b.
 * Unser, Aldroubi and Eden, "Fast B-spline transforms for continuous image representation and interpolation", IEEE Transactions on Pattern
 * Analysis and Machine Intelligence 13 (1991). The operations are in the order of SciPy's {@code ndimage}, so that results are its to the bit.
 */
final class CubicSpline {
    /** The taps of the interpolation at a point. */
    static final int TAPS = 4;

    private static final double POLE = -0.2679491924311227; // sqrt(3) - 2
    private static final double GAIN = (1 - POLE) * (1 - 1 / POLE);

    private CubicSpline() {}

    /**
     * Replaces the numbers by the coefficients of the spline that goes through them.
     *
     * @param line two or more numbers
     */
    static void filter(double[] line) {
        int n = line.length;
        for (int i = 0; i < n; i++) {
            line[i] *= GAIN;
        }
        startForward(line);
        for (int i = 1; i < n; i++) {
            line[i] += POLE * line[i - 1];
        }
        line[n - 1] = (POLE * line[n - 2] + line[n - 1]) * POLE / (POLE * POLE - 1);
        for (int i = n - 2; i >= 0; i--) {
            line[i] = POLE * (line[i + 1] - line[i]);
        }
    }

    /** The first number of the forward pass: the geometric series over the line and its mirror images. */
    private static void startForward(double[] line) {
        int n = line.length;
        double power = POLE;
        double whole = StrictMath.pow(POLE, n - 1);
        line[0] += whole * line[n - 1];
        for (int i = 1; i < n - 1; i++) {
            line[0] += power * (line[i] + whole * line[n - 1 - i]);
            power *= POLE;
        }
        line[0] /= 1 - whole * whole;
    }

    /**
     * The weights of the four coefficients around a point.
     *
     * @param x the point, in steps of the line
     * @return the weights of coefficients floor(x) - 1 to floor(x) + 2
     */
    static double[] weights(double x) {
        double y = x - Math.floor(x);
        double z = 1 - y;
        double[] weights = new double[TAPS];
        weights[0] = z * z * z / 6;
        weights[1] = (y * y * (y - 2) * 3 + 4) / 6;
        weights[2] = (z * z * (z - 2) * 3 + 4) / 6;
        weights[3] = 1 - weights[0] - weights[1] - weights[2];
        return weights;
    }

    /**
     * The number of a line of n that stands at any position, by mirroring.
     *
     * @param i a position, less than n - 1 beyond the ends
     * @param n the length, 2 or more
     * @return from 0 to n - 1
     */
    static int mirrored(int i, int n) {
        int inside = Math.abs(i);
        return inside >= n ? 2 * n - 2 - inside : inside;
    }
}
