package dualflow.device.opencl;

import dualflow.conformance.Comparison;
import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.conformance.Trials;
import dualflow.device.host.HostDevice;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * The contract of ops on the first device, which need not keep subnormal numbers of float32.
 *
 * <p>Then a result that is subnormal on the host, or rounded up to the least normal number, may be a zero of either sign; each other one
 * has the host's bits. So it is on usual numbers, and where arguments that are subnormal are zeros for the host too. Where the host computes
 * with subnormal arguments, or makes subnormal numbers in between, so it is still, but for the ops that are named here: they make normal
 * numbers of those.
 */
final class WithoutSubnormals {
    /** Sums of products, and what multiplies by a sigmoid that is subnormal, as it is where x is below -87. */
    private static final Set<String> NAMED = Set.of(
            "mat_mul",
            "convolution",
            "transposed_convolution",
            "convolution_weights",
            "convolution_by_winograd",
            "convolution_weights_by_winograd",
            "winograd_convolution",
            "winograd_input",
            "winograd_output",
            "winograd_weights",
            "silu",
            "silu_slope");

    private WithoutSubnormals() {}

    /** Prints what differs; exit code 1 where something does. */
    public static void main(String[] args) {
        OpenClInfo info = OpenCl.tried(OpenCl.devices().get(0));
        System.out.println(info);
        List<String> different = new ArrayList<>();
        Arithmetic own = info.arithmetic().orElseThrow();
        try (OpenClDevice device = OpenClDevice.open(info)) {
            different.addAll(differing(device, own.keepsSubnormals()));
            different.addAll(Comparison.differing(device, Trials.smallRules()));
            Quotients.differing(device, 1_000_000).ifPresent(different::add);
        }
        Arithmetic byFma = new Arithmetic(false, false, own.keepsSubnormals(), own.signsZeros());
        OpenClInfo first = OpenCl.devices().get(0);
        try (OpenClDevice device = OpenClDevice.open(first.with(byFma))) {
            Quotients.differing(device, 1_000_000).ifPresent(different::add);
        }
        different.forEach(words -> System.out.println("differs: " + words));
        System.exit(different.isEmpty() ? 0 : 1);
    }

    /** In words, what has other bits than these rules say. */
    private static List<String> differing(Device device, boolean subnormals) {
        List<String> different = new ArrayList<>();
        Set<String> named = new TreeSet<>();
        for (OpCase c : OpCases.all()) {
            try (HostDevice host = new HostDevice();
                    Arena arena = device.arena()) {
                List<Tensor> special = c.specialArguments(host, DType.FLOAT32);
                List<Tensor> flushed =
                        special.stream().map(x -> flushed(x, host)).toList();
                if (!isSame(c, c.arguments(host, DType.FLOAT32), host, device, subnormals)
                        || !isSame(c, subnormals ? special : flushed, host, device, subnormals)) {
                    different.add(c + ", " + arena.size() + " tensors");
                } else if (!isSame(c, special, host, device, subnormals)
                        || !isSame(
                                c,
                                c.shapes().stream()
                                        .map(shape -> small(shape, host))
                                        .toList(),
                                host,
                                device,
                                subnormals)) {
                    named.add(c.op().name());
                }
            }
        }
        named.removeAll(NAMED);
        named.forEach(op -> different.add(op + " where numbers are subnormal"));
        return different;
    }

    private static boolean isSame(OpCase c, List<Tensor> x, Device host, Device device, boolean subnormals) {
        List<Tensor> copies = x.stream()
                .map(each -> (Tensor) device.tensor(DType.FLOAT32, each.shape(), numbers(each)))
                .toList();
        double[] expected = numbers(c.op().on(x));
        double[] actual = numbers(c.op().on(copies));
        if (!subnormals) {
            for (int i = 0; i < expected.length; i++) {
                if (isTiny(expected[i]) && actual[i] == 0) {
                    actual[i] = expected[i];
                }
            }
        }
        return host.supports(DType.FLOAT32) && Arrays.equals(expected, actual);
    }

    private static Tensor flushed(Tensor x, Device host) {
        double[] numbers = numbers(x);
        for (int i = 0; i < numbers.length; i++) {
            if (Math.abs(numbers[i]) < Float.MIN_NORMAL) {
                numbers[i] *= 0;
            }
        }
        return host.tensor(DType.FLOAT32, x.shape(), numbers);
    }

    /** Normal numbers of which ops make subnormal ones in between. */
    private static Tensor small(Shape shape, Device host) {
        SplittableRandom random = new SplittableRandom(5);
        double[] numbers = random.doubles(shape.size(), -110, 90)
                .map(x -> random.nextBoolean() ? (float) x : Math.scalb(1 + random.nextInt(8) / 8.0, (int) x - 16))
                .toArray();
        return host.tensor(DType.FLOAT32, shape, numbers);
    }

    private static double[] numbers(Tensor x) {
        return ((DeviceTensor) x).toDoubles();
    }

    private static boolean isTiny(double x) {
        return x != 0 && Math.abs(x) <= Float.MIN_NORMAL;
    }
}
