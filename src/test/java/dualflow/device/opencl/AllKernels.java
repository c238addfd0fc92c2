package dualflow.device.opencl;

import dualflow.conformance.Comparison;
import dualflow.conformance.JoinTrial;
import dualflow.conformance.Trial;
import dualflow.conformance.Trials;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs every kernel on the first OpenCL device, or one with a deliberate mistake: the target of the kernel checker. */
final class AllKernels {
    private static final long MOST_MULTIPLY_ADDS = 25_000;

    private AllKernels() {}

    /** Exit code 1 where a result differs from the host's bits. */
    public static void main(String[] args) {
        OpenClInfo info = OpenCl.devices().get(0);
        System.out.println(info);
        List<String> different = new ArrayList<>();
        if (args.length > 0) {
            try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, true)) {
                double[] numbers = IntStream.range(0, 131).asDoubleStream().toArray(); // equal writes are not a race
                DeviceTensor x = device.tensor(DType.FLOAT32, Shape.of(131), numbers);
                ((DeviceTensor) new Planted(args[0]).on(x)).toDoubles();
                return;
            }
        }
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, true)) {
            different.addAll(Comparison.differing(device, Trials.fewOps()));
            // Rules and joins have kernels for CPUs alone.
            different.addAll(Comparison.differing(device, Trials.smallRules()));
            different.addAll(Comparison.differing(device, List.copyOf(JoinTrial.all())));
        }
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, false)) {
            different.addAll(Comparison.differing(device, Trials.fewOps()));
        }
        Tuner smallest = Tuner.fixed(3);
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, false, smallest)) {
            different.addAll(Comparison.differing(device, Trials.products(MOST_MULTIPLY_ADDS)));
        }
        different.forEach(System.out::println);
        System.exit(different.isEmpty() ? 0 : 1);
    }

    /** All ops, and rules in one launch, on small arguments. */
    static List<Trial> small() {
        return Stream.of(Trials.ops(), Trials.smallRules())
                .flatMap(List::stream)
                .toList();
    }
}
