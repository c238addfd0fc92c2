package dualflow.bench;

/** The relative maximum error, max |y - exact| / max |exact|. */
final class RelativeError {
    private RelativeError() {}

    /**
     * The error of numbers.
     *
     * @param y the numbers
     * @param exact what they should be, as many
     * @return the error; NaN if a number is, infinite where all exact numbers are 0 and one of y is not
     */
    static double of(double[] y, double[] exact) {
        if (y.length != exact.length) {
            throw new IllegalArgumentException(y.length + " numbers are compared with " + exact.length);
        }
        double largest = 0;
        double error = 0;
        for (int i = 0; i < y.length; i++) {
            largest = Math.max(largest, Math.abs(exact[i]));
            error = Math.max(error, Math.abs(y[i] - exact[i]));
        }
        return error == 0 ? 0 : error / largest;
    }
}
