package dualflow.conformance;

import dualflow.op.LogNdtr;
import dualflow.op.NormalPdf;
import dualflow.op.Scale;
import dualflow.op.Sigmoid;
import dualflow.op.Silu;
import dualflow.op.SiluSlope;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What devices compute that flush subnormal numbers, in arguments and in results, to zero.
 *
 * <p>Such a device gives the host's value except where this is subnormal, or rounded up to the smallest normal number, and then zero; or it
 * gives what the host makes of arguments in which the subnormal numbers are zeros. Where more changes than subnormal results is
 * {@linkplain #named named}.
 */
public final class Flushing {
    /** By how much each term of a sum may be off, in smallest normal numbers: by what it loses, times the constants of a transform. */
    private static final double LOST = 64;

    private static final String LOGISTIC = "below -87, where the logistic function is subnormal";
    private static final String DENSITY = "above 13, where the normal density is subnormal";
    private static final String ELIMINATION = "multipliers and pivots that underflow in the elimination";
    private static final String FACTORS = "products of subnormal factors, and those that are lost in a sum";

    /** Ops in which flushing changes more than subnormal results, and what it changes there. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("silu", LOGISTIC),
            Map.entry("silu_slope", LOGISTIC),
            Map.entry("log_ndtr", DENSITY),
            Map.entry("pow_partial", "a power that underflows on the way"),
            Map.entry("mat_mul", FACTORS),
            Map.entry("triangular_mat_mul", FACTORS),
            Map.entry("convolution", FACTORS),
            Map.entry("transposed_convolution", FACTORS),
            Map.entry("convolution_weights", FACTORS),
            Map.entry("convolution_by_winograd", FACTORS),
            Map.entry("convolution_weights_by_winograd", FACTORS),
            Map.entry("winograd_convolution", FACTORS),
            Map.entry("winograd_input", FACTORS),
            Map.entry("winograd_output", FACTORS),
            Map.entry("winograd_weights", FACTORS),
            Map.entry("mat_divide", ELIMINATION),
            Map.entry("determinant", ELIMINATION),
            Map.entry("log_determinant", ELIMINATION));

    private Flushing() {}

    /**
     * What flushing changes in an op besides subnormal results.
     *
     * @param name the op's or rule's name
     * @return in words; nothing where no such change is known
     */
    public static Optional<String> named(String name) {
        return Optional.ofNullable(NAMED.get(name));
    }

    /** The smallest normal number. */
    static double smallestNormal(DType dtype) {
        return dtype == DType.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    }

    /** The elements with zeros of equal sign in place of the subnormal ones. */
    static List<double[]> of(List<double[]> numbers, DType dtype) {
        double normal = smallestNormal(dtype);
        return numbers.stream()
                .map(all -> Arrays.stream(all)
                        .map(x -> Math.abs(dtype.round(x)) < normal ? Math.copySign(0, x) : x)
                        .toArray())
                .toList();
    }

    /** Whether a device flushes, by a trial: one times a subnormal number, and half of the smallest normal one. */
    static boolean isFound(Device device, DType dtype) {
        double normal = smallestNormal(dtype);
        try (Arena arena = device.arena()) {
            DeviceTensor x = device.tensor(dtype, Shape.of(3), normal / 2, -normal / 1024, normal);
            double[] same = ((DeviceTensor) new Scale(1).on(x)).toDoubles();
            double[] half = ((DeviceTensor) new Scale(0.5).on(x)).toDoubles();
            return arena.size() > 0 && (same[0] == 0 || same[1] == 0 || half[2] == 0);
        }
    }

    /**
     * An op computed on the host as a flushing device computes it.
     *
     * @param op the op
     * @param x its arguments
     * @param host the host
     * @return the result, without subnormal numbers
     */
    static Tensor on(Op op, List<Tensor> x, Device host) {
        List<Tensor> arguments = new ArrayList<>();
        for (Tensor each : x) {
            arguments.add(flushed(each, host));
        }
        // Where the logistic function is flushed to zero, they have the values that they have at minus infinity;
        // likewise where the density is.
        if (op instanceof Silu || op instanceof SiluSlope) {
            arguments.set(0, beyond(arguments, new Sigmoid(), Double.NEGATIVE_INFINITY, host));
        }
        if (op instanceof LogNdtr) {
            arguments.set(0, beyond(arguments, new NormalPdf(), Double.POSITIVE_INFINITY, host));
        }
        return flushed(op.on(arguments), host);
    }

    /** The argument, moved to an infinity where a factor of the result that vanishes towards it is flushed to zero. */
    private static Tensor beyond(List<Tensor> arguments, Op factor, double infinity, Device host) {
        Tensor x = arguments.get(0);
        double[] numbers = x.value().toDoubles();
        double[] factors = flushed(factor.on(arguments), host).value().toDoubles();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = factors[i] == 0 && numbers[i] * infinity > 0 ? infinity : numbers[i];
        }
        return host.tensor(x.dtype(), x.shape(), numbers);
    }

    private static Tensor flushed(Tensor x, Device host) {
        double[] numbers = of(List.of(x.value().toDoubles()), x.dtype()).get(0);
        return host.tensor(x.dtype(), x.shape(), numbers);
    }

    /** Whether a value is zero in place of the host's, which is subnormal or rounded up from there to the smallest normal number. */
    static boolean isZeroed(double found, double host, DType dtype) {
        return found == 0 && Math.abs(host) <= smallestNormal(dtype);
    }

    /** Whether flushing explains a difference in another way. */
    static boolean explains(double found, double host, double flushed, long terms, DType dtype) {
        double lost = terms > 1 ? LOST * terms * smallestNormal(dtype) : 0;
        return (found == 0 && flushed == 0)
                || Double.compare(found, flushed) == 0
                || Math.abs(found - flushed) <= lost
                || Math.abs(found - host) <= lost;
    }
}
