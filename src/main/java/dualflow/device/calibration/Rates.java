package dualflow.device.calibration;

/**
 * What a device does at best, measured: the marks that a program's speed is held against.
 *
 * @param flops multiplications and additions a second, of fma on numbers in registers
 * @param copy bytes a second of y := a, a read and a write for each number, as STREAM counts them
 * @param triad bytes a second of y := a + s b, two reads and a write for each number
 */
public record Rates(double flops, double copy, double triad) {
    /**
     * How far two measurements lie apart: the largest ratio of two like rates, less 1.
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
