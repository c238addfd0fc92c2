package dualflow.bench;

/** The relative maximum error, max |y - exact| / max |exact|. */
final class RelativeError {
    private RelativeError() {}

    /**
     * The error of an array.
     *
     * @param y the computed values
     * @param exact the expected values, equally many
     * @return the error; NaN if a value is, infinite where all exact values are 0 and one of y is not
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
