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

/**
 * Runs all kernels on the first OpenCL device, or one with a deliberate mistake: the target of the kernel checker, which looks at accesses
 * to memory. {@link LimitsTest} and {@link TilesTest} run all kernels on special numbers too.
 */
final class AllKernels {
    static final String FOR_CPUS = "for CPUs";
    static final String FOR_OTHERS = "for others";

    /**
     * On devices other than CPUs larger cases do nothing that smaller ones do not: they are for the vectors and for the parts of long
     * sums of the kernels for CPUs, in whose place each work-item computes one element here, or each work-group one tile.
     */
    private static final long MOST_TERMS = 25_000;

    private AllKernels() {}

    /**
     * Runs the kernels {@link #FOR_CPUS} or {@link #FOR_OTHERS}, or a mistake; exit code 1 where a result differs from the host's bits. On one
     * device alone: Oclgrind empties its log when another is opened.
     */
    public static void main(String[] args) {
        OpenClInfo info = OpenCl.devices().get(0);
        System.out.println(info);
        List<String> different = switch (args[0]) {
            case FOR_CPUS -> forCpus(info);
            case FOR_OTHERS -> forOthers(info);
            default -> mistaken(info, args[0]);
        };
        different.forEach(System.out::println);
        System.exit(different.isEmpty() ? 0 : 1);
    }

    private static List<String> forCpus(OpenClInfo info) {
        List<String> different = new ArrayList<>();
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, true)) {
            different.addAll(Comparison.differing(device, Trials.fewOps(Long.MAX_VALUE)));
            different.addAll(Comparison.differing(device, Trials.smallRules()));
            different.addAll(Comparison.differing(device, List.copyOf(JoinTrial.all())));
        }
        return different;
    }

    /** Rules and joins have no kernels of this kind. */
    private static List<String> forOthers(OpenClInfo info) {
        List<String> different = new ArrayList<>();
        Tuner smallestTiles = Tuner.fixed(3);
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, false, smallestTiles)) {
            different.addAll(Comparison.differing(device, Trials.fewOps(MOST_TERMS)));
            different.addAll(Comparison.differing(device, Trials.fewProducts(MOST_TERMS)));
        }
        return different;
    }

    private static List<String> mistaken(OpenClInfo info, String mistake) {
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, true)) {
            double[] numbers = IntStream.range(0, 131).asDoubleStream().toArray(); // equal writes are not a race
            DeviceTensor x = device.tensor(DType.FLOAT32, Shape.of(131), numbers);
            ((DeviceTensor) new Planted(mistake).on(x)).toDoubles();
        }
        return List.of();
    }

    /** All ops, and rules in one launch, on small arguments. */
    static List<Trial> small() {
        return Stream.of(Trials.ops(), Trials.smallRules())
                .flatMap(List::stream)
                .toList();
    }
}
