package dualflow.device.opencl;

import dualflow.conformance.Comparison;
import dualflow.conformance.Flushing;
import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.conformance.Trials;
import dualflow.op.Cholesky;
import dualflow.op.Determinant;
import dualflow.op.LogSumExp;
import dualflow.op.MatMul;
import dualflow.op.MatrixSquareRoot;
import dualflow.op.Max;
import dualflow.op.Softmax;
import dualflow.op.Sum;
import dualflow.op.TriangularInverse;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * The contract of ops on the first device, which need not support subnormal numbers of float32.
 *
 * <p>Then a result that is subnormal on the host, or rounded up to the smallest normal number, may be a zero of either sign; every other one
 * has the host's bits. This holds on usual numbers, and where the host computes with subnormal arguments or intermediate results,
 * except for the ops that {@link Flushing} names: they may give what flushing makes of their numbers, and products among them only
 * where arguments or products are subnormal.
 */
final class WithoutSubnormals {
    private static final Set<String> ELIMINATIONS = Set.of("mat_divide", "determinant", "log_determinant");

    /** The largest sizes that a device still computes that ends loops after 65,535 rounds, of each of the ops below, and greater ones. */
    private static final int[] LARGE = {21, 55, 70, 359, 400};

    /** Lengths of rows, on both sides of what such a device finishes. */
    private static final int[] LONG = {3000, 17_000, 21_000, 60_000, 70_000};

    private WithoutSubnormals() {}

    /** Prints what differs; exit code 1 where something does. */
    public static void main(String[] args) {
        OpenClInfo info = OpenCl.tried(OpenCl.devices().get(0));
        System.out.println(info);
        List<String> different = new ArrayList<>();
        Arithmetic own = info.arithmetic().orElseThrow();
        try (OpenClDevice device = OpenClDevice.open(info)) {
            different.addAll(differing(device, own.keepsSubnormals()));
            different.addAll(unfinished(device));
            different.addAll(Comparison.differing(device, Trials.smallRules()));
            Quotients.differing(device, 1_000_000).ifPresent(different::add);
        }
        Arithmetic byFma = new Arithmetic(false, false, own.keepsSubnormals(), own.signsZeros(), own.endsLoops());
        OpenClInfo first = OpenCl.devices().get(0);
        try (OpenClDevice device = OpenClDevice.open(first.with(byFma))) {
            Quotients.differing(device, 1_000_000).ifPresent(different::add);
        }
        different.forEach(words -> System.out.println("differs: " + words));
        System.exit(different.isEmpty() ? 0 : 1);
    }

    /** In words, what has other bits than these rules allow. */
    private static List<String> differing(Device device, boolean subnormals) {
        Set<String> different = new TreeSet<>();
        for (OpCase c : OpCases.all()) {
            boolean named = !subnormals && Flushing.named(c.op().name()).isPresent();
            boolean ofNormalNumbers =
                    named && (c.op() instanceof ElementwiseOp || ELIMINATIONS.contains(c.op().name())); // products of
            // zeros are zeros everywhere, but an elimination of normal numbers may underflow on the way
            List<double[]> special = c.special();
            List<double[]> small =
                    c.shapes().stream().map(WithoutSubnormals::small).toList();
            differing(c, c.usual(), device, subnormals, false, "on usual numbers")
                    .ifPresent(different::add);
            differing(c, flushed(special), device, subnormals, ofNormalNumbers, "on special numbers")
                    .ifPresent(different::add);
            differing(c, special, device, subnormals, named, "on subnormal numbers")
                    .ifPresent(different::add);
            differing(c, small, device, subnormals, named, "on small numbers")
                    .filter(words -> !(named && !ofNormalNumbers && decidesTies(c, small, device)))
                    .ifPresent(different::add);
        }
        return List.copyOf(different);
    }

    /** Ops that loop over large matrices and long rows: equal to the host, or refused since the device ends loops early. */
    private static List<String> unfinished(OpenClDevice device) {
        List<OpCase> all = new ArrayList<>();
        for (int d : LARGE) {
            Shape square = Shape.of(d, d);
            List<OpCase.Numbers> diagonal = List.of(OpCase.Numbers.dominantDiagonal());
            List<OpCase> cases = new ArrayList<>(List.of(
                    new OpCase(new Cholesky(), List.of(square), diagonal),
                    new OpCase(new TriangularInverse(), List.of(square), diagonal),
                    new OpCase(new Determinant(), List.of(square), diagonal)));
            if (d < 60) {
                cases.add(new OpCase(new MatrixSquareRoot(), List.of(square), diagonal));
            }
            all.addAll(cases);
        }
        for (int n : LONG) {
            for (int rows : new int[] {2, 40}) {
                List<Shape> shapes = List.of(Shape.of(rows, n));
                List<OpCase.Numbers> numbers = List.of(OpCase.Numbers.between(-1, 1));
                all.add(new OpCase(new Max(1), shapes, numbers));
                all.add(new OpCase(new LogSumExp(1), shapes, numbers));
                all.add(new OpCase(new Softmax(1), shapes, numbers));
                all.add(new OpCase(new Sum(Shape.of(n), Shape.of()), shapes, numbers));
                all.add(new OpCase(
                        new MatMul(),
                        List.of(Shape.of(rows, n), Shape.of(n, 3)),
                        List.of(numbers.get(0), numbers.get(0))));
            }
        }
        List<String> different = new ArrayList<>();
        for (OpCase c : all) {
            try {
                differing(c, c.usual(), device, false, true, "on large matrices or long rows")
                        .ifPresent(different::add);
            } catch (DeviceException e) {
                System.out.println("refused: " + e.getMessage());
                if (!device.info().arithmetic().orElseThrow().endsLoops()) {
                    different.add(c + ": " + e.getMessage());
                }
            }
        }
        return different;
    }

    private static Optional<String> differing(
            OpCase c, List<double[]> inputs, Device device, boolean subnormals, boolean mayChange, String where) {
        Comparison comparison = Comparison.of(c, inputs, device, DType.FLOAT32, !subnormals);
        if (comparison.largest().isPresent()) {
            return Optional.of(where + ": " + comparison.largest().get());
        }
        return comparison.changed() > 0 && !mayChange
                ? Optional.of(c + " " + where + ": " + comparison.changed() + " changed")
                : Optional.empty();
    }

    /** Whether sums differ by at most a unit in the last place: numbers of few bits make ties, which a lost product decides. */
    private static boolean decidesTies(OpCase c, List<double[]> inputs, Device device) {
        return Comparison.of(c, inputs, device, DType.FLOAT32, true)
                .largest()
                .map(largest -> largest.ulps() <= 1)
                .orElse(true);
    }

    private static List<double[]> flushed(List<double[]> inputs) {
        return inputs.stream()
                .map(all -> Arrays.stream(all)
                        .map(x -> Math.abs((float) x) < Float.MIN_NORMAL ? x * 0 : x)
                        .toArray())
                .toList();
    }

    /** Normal numbers of which ops compute subnormal intermediate results. */
    private static double[] small(Shape shape) {
        SplittableRandom random = new SplittableRandom(5);
        return random.doubles(shape.size(), -110, 90)
                .map(x -> random.nextBoolean() ? (float) x : Math.scalb(1 + random.nextInt(8) / 8.0, (int) x - 16))
                .toArray();
    }
}
