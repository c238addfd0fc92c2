package dualflow.device.calibration;

/**
 * The measured peak rates of a device: the reference for a program's speed.
 *
 * @param flops floating-point operations per second, by fma on registers
 * @param copy bytes per second of y := a, one read and one write per element, as STREAM counts them
 * @param triad bytes per second of y := a + s b, two reads and one write per element
 */
public record Rates(double flops, double copy, double triad) {
    /**
     * The drift between two measurements: the largest ratio of corresponding rates, minus 1.
     *
     * @param other another measurement
     * @return 0 for equal rates
     */
    public double drift(Rates other) {
        return Math.max(drift(flops, other.flops), Math.max(drift(copy, other.copy), drift(triad, other.triad)));
    }

    private static double drift(double a, double b) {
        return Math.max(a, b) / Math.min(a, b) - 1;
    }
}
