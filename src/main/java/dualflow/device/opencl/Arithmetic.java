package dualflow.device.opencl;

/**
 * How a device computes beyond what is required of every usable one: float32 sums, products and fma rounded to nearest. Determined by
 * {@link ArithmeticTrial}.
 *
 * @param divides whether its native division is rounded to nearest
 * @param takesRoots whether its native square root is rounded to nearest
 * @param keepsSubnormals whether it supports subnormal numbers; otherwise it flushes them to zero
 * @param signsZeros whether its fma gives a sum of zeros the correct sign; Mesa's gives the sign of the product
 * @param endsLoops whether it ends the loops of a work-item after 65,535 rounds in all, as Mesa's llvmpipe does
 */
public record Arithmetic(
        boolean divides, boolean takesRoots, boolean keepsSubnormals, boolean signsZeros, boolean endsLoops) {
    /** The arithmetic of a device that behaves exactly like the host. */
    static final Arithmetic AS_HOST = new Arithmetic(true, true, true, true, false);
}
