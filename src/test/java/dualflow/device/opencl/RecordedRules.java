package dualflow.device.opencl;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.TensorFunction;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Rules that a recorded program takes in one launch, on sizes that no vector divides. */
final class RecordedRules {
    private record Case(String name, TensorFunction rule, List<Shape> arguments) {}

    private static final List<Case> CASES = List.of(
            attention(2, 21, 9, 3, 16),
            attention(16, 19, 11, 2, 32), // two groups of queries
            groupNorm(3, 16, 1, true),
            groupNorm(5, 16, 2, true),
            groupNorm(2, 32, 3, false),
            groupNorm(66, 16, 4, false)); // more than one partial sum

    private RecordedRules() {}

    private static Case attention(int matrices, int queries, int keys, int depth, int channels) {
        return new Case(
                "attention",
                x -> Ops.attention(x.get(0), x.get(1), x.get(2)),
                List.of(
                        Shape.of(matrices, queries, depth),
                        Shape.of(matrices, keys, depth),
                        Shape.of(matrices, keys, channels)));
    }

    private static Case groupNorm(int positions, int groups, int size, boolean silu) {
        Shape row = Shape.of(groups * size);
        return new Case(
                "group norm",
                x -> {
                    Tensor y = Ops.groupNorm(x.get(0), x.get(1), x.get(2), 1, groups, 1e-5);
                    return silu ? Ops.silu(y) : y;
                },
                List.of(Shape.of(2, positions, groups * size), row, row));
    }

    /** The rules whose results on a device, with one derivative and with none, differ from the host's bits. */
    static List<String> differingFromHost(Device device) {
        List<String> different = new ArrayList<>();
        for (DType dtype : DType.values()) {
            for (Case c : CASES) {
                for (boolean derivative : new boolean[] {false, true}) {
                    try (HostDevice host = new HostDevice()) {
                        if (!Arrays.deepEquals(
                                results(c, derivative, device, dtype), results(c, derivative, host, dtype))) {
                            different.add(c.name() + " of " + c.arguments() + " in " + dtype + " differs");
                        }
                    }
                }
            }
        }
        return different;
    }

    private static double[][] results(Case c, boolean derivative, Device device, DType dtype) {
        try (Arena arena = device.arena()) {
            SplittableRandom random = new SplittableRandom(1);
            List<Tensor> x = new ArrayList<>();
            for (Shape shape : c.arguments()) {
                x.add(device.tensor(
                        dtype, shape, random.doubles(shape.size(), -2, 2).toArray()));
            }
            // The directions of a norm's weights are not part of the rule.
            int varying = c.name().equals("attention") ? x.size() : 1;
            List<Tensor> fixed = List.copyOf(x.subList(varying, x.size()));
            TensorFunction rule = at -> {
                List<Tensor> all = new ArrayList<>(at);
                all.addAll(fixed);
                return c.rule().apply(all);
            };
            List<Tensor> arguments = List.copyOf(x.subList(0, varying));
            try (RecordedFunction recorded = new RecordedFunction(
                    in -> {
                        if (!derivative) {
                            return List.of(rule.apply(in));
                        }
                        Dual y = Autodiff.jvp(rule, in.subList(0, varying), in.subList(varying, in.size()));
                        return List.of(y.primal(), y.tangent());
                    },
                    arena)) {
                List<Tensor> taken = new ArrayList<>(arguments);
                if (derivative) {
                    taken.addAll(arguments);
                }
                return recorded.apply(taken).stream()
                        .map(y -> y.value().toDoubles())
                        .toArray(double[][]::new);
            }
        }
    }
}
