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
 * with subnormal arguments, or makes subnormal numbers in between, so it is still, but for the ops that are named here.
 */
final class WithoutSubnormals {
    /** Sums of products, of which a subnormal factor may make normal numbers. */
    private static final Set<String> PRODUCTS = Set.of(
            "mat_mul",
            "triangular_mat_mul",
            "convolution",
            "transposed_convolution",
            "convolution_weights",
            "convolution_by_winograd",
            "convolution_weights_by_winograd",
            "winograd_convolution",
            "winograd_input",
            "winograd_output",
            "winograd_weights");

    /** What multiplies by a number that is subnormal in between: the sigmoid of x below -87, the half of a power that underflows. */
    private static final Set<String> IN_BETWEEN = Set.of("silu", "silu_slope", "pow_partial");

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
        Set<String> different = new TreeSet<>();
        for (OpCase c : OpCases.all()) {
            try (HostDevice host = new HostDevice();
                    Arena arena = device.arena()) {
                List<Tensor> special = c.specialArguments(host, DType.FLOAT32);
                List<Tensor> flushed =
                        special.stream().map(x -> flushed(x, host)).toList();
                List<Tensor> small =
                        c.shapes().stream().map(shape -> small(shape, host)).toList();
                String op = c.op().name();
                if (!isSame(c, c.arguments(host, DType.FLOAT32), device, subnormals)) {
                    different.add(c + ", " + arena.size() + " tensors");
                }
                if (!isSame(c, flushed, device, subnormals) && !(IN_BETWEEN.contains(op) && !subnormals)) {
                    different.add(op + " on special numbers");
                }
                if (!(isSame(c, special, device, subnormals) && isSame(c, small, device, subnormals))
                        && !((IN_BETWEEN.contains(op) || PRODUCTS.contains(op)) && !subnormals)) {
                    different.add(op + " where numbers are subnormal");
                }
            }
        }
        return List.copyOf(different);
    }

    private static boolean isSame(OpCase c, List<Tensor> x, Device device, boolean subnormals) {
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
        return Arrays.equals(expected, actual);
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
