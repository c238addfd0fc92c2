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
        for (boolean cpuKernels : new boolean[] {true, false}) {
            try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, cpuKernels)) {
                different.addAll(Comparison.differing(device, few()));
                different.addAll(Comparison.differing(device, List.copyOf(JoinTrial.all())));
            }
        }
        Tuner smallest = Tuner.fixed(3);
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, false, smallest)) {
            different.addAll(Comparison.differing(device, Trials.products(MOST_MULTIPLY_ADDS)));
        }
        different.forEach(System.out::println);
        System.exit(different.isEmpty() ? 0 : 1);
    }

    /** As {@link #small}, but elementwise ops on few numbers. */
    private static List<Trial> few() {
        return Stream.of(Trials.fewOps(), Trials.smallRules())
                .flatMap(List::stream)
                .toList();
    }

    /** All ops, and rules in one launch, on small arguments. */
    static List<Trial> small() {
        return Stream.of(Trials.ops(), Trials.smallRules())
                .flatMap(List::stream)
                .toList();
    }
}
