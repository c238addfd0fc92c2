package dualflow.experiment;

/**
 * The deviation of some numbers from the exact ones.
 *
 * @param largest the largest absolute difference
 * @param rms the root mean square of the differences
 * @param size the root mean square of the exact numbers
 */
public record Deviation(double largest, double rms, double size) {
    /**
     * Compares numbers with the exact ones, in float64.
     *
     * @param numbers the numbers
     * @param exact the exact numbers, equally many
     * @return the deviation
     */
    static Deviation of(double[] numbers, double[] exact) {
        double largest = 0;
        double squares = 0;
        double size = 0;
        for (int i = 0; i < exact.length; i++) {
            double error = numbers[i] - exact[i];
            largest = Math.max(largest, Math.abs(error));
            squares = Math.fma(error, error, squares);
            size = Math.fma(exact[i], exact[i], size);
        }
        return new Deviation(largest, Math.sqrt(squares / exact.length), Math.sqrt(size / exact.length));
    }

    /**
     * The relative error.
     *
     * @return rms / size; NaN or infinite if all exact numbers are 0
     */
    public double relative() {
        return rms / size;
    }
}
