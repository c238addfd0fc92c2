package dualflow.conformance;

import dualflow.op.Scale;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Devices that take subnormal numbers for zero, or give zero in their place. */
final class Flushing {
    /** The least numbers by which a sum of one term may be off, where what is subnormal on the way is lost: in smallest normal numbers. */
    private static final double LOST = 64;

    private Flushing() {}

    /** The smallest normal number. */
    static double smallestNormal(DType dtype) {
        return dtype == DType.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    }

    /** The numbers with zeros of their signs in place of the subnormal ones. */
    static List<double[]> of(List<double[]> numbers, DType dtype) {
        double normal = smallestNormal(dtype);
        return numbers.stream()
                .map(all -> Arrays.stream(all)
                        .map(x -> Math.abs(dtype.round(x)) < normal ? Math.copySign(0, x) : x)
                        .toArray())
                .toList();
    }

    /** Whether a device flushes, found by a trial: one times a subnormal number, and half of the smallest normal one. */
    static boolean isFound(Device device, DType dtype) {
        double normal = smallestNormal(dtype);
        try (Arena arena = device.arena()) {
            DeviceTensor x = device.tensor(dtype, Shape.of(3), normal / 2, -normal / 1024, normal);
            double[] same = ((DeviceTensor) new Scale(1).on(x)).toDoubles();
            double[] half = ((DeviceTensor) new Scale(0.5).on(x)).toDoubles();
            return arena.size() > 0 && (same[0] == 0 || same[1] == 0 || half[2] == 0);
        }
    }

    /** Whether a difference is what flushing makes of a number. */
    static boolean explains(double found, double host, double flushed, long terms, DType dtype) {
        double lost = LOST * terms * smallestNormal(dtype);
        return (found == 0 && flushed == 0)
                || Double.compare(found, flushed) == 0
                || Math.abs(found - flushed) <= lost
                || Math.abs(found - host) <= lost;
    }
}
