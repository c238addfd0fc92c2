package dualflow.device.opencl;

/**
 * How a device computes in float32 beyond what every usable one does: sums, products and fma rounded to the nearest. Found by
 * {@link ArithmeticTrial}.
 *
 * @param divides whether its own division is rounded to the nearest
 * @param takesRoots whether its own square root is
 * @param keepsSubnormals whether it computes with subnormal numbers; else it takes them for zeros
 * @param signsZeros whether its fma gives a sum of zeros the right sign; Mesa's gives that of the product
 */
public record Arithmetic(boolean divides, boolean takesRoots, boolean keepsSubnormals, boolean signsZeros) {
    /** Of a device that does everything as the host does. */
    static final Arithmetic AS_HOST = new Arithmetic(true, true, true, true);
}
