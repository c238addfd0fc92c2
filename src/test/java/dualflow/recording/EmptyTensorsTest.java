package dualflow.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.launch.Launch;
import dualflow.launch.Launcher;
import dualflow.launch.Replay;
import dualflow.nn.GroupNorm;
import dualflow.nn.MultiheadAttention;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded programs in which tensors are empty, as results, as arguments and as slices, give the bits of the programs themselves. */
class EmptyTensorsTest {
    private static final int RUNS = 3;
    private static final Shape NONE = Shape.of(0);

    private record Application(Op op, List<Shape> shapes) {}

    /** A program and the shapes of its arguments. */
    private record Case(List<Shape> shapes, Function<List<Tensor>, List<Tensor>> program) {}

    static List<Device> devices() {
        return TestDevices.all();
    }

    /** Each op with an axis of length 0 in one argument, or in several, where it accepts them. */
    private static List<Application> applications() {
        Set<Application> found = new LinkedHashSet<>();
        for (OpCase c : OpCases.all()) {
            List<Shape> shapes = c.shapes();
            for (int k = 0; k < shapes.size(); k++) {
                for (int axis = 0; axis < shapes.get(k).rank(); axis++) {
                    List<Shape> one = new ArrayList<>(shapes);
                    one.set(k, emptied(shapes.get(k), axis - shapes.get(k).rank()));
                    found.add(new Application(c.op(), one));
                }
            }
            for (int axis = 1; axis <= shapes.get(0).rank(); axis++) { // the same axis of all, counted from the right
                int from = -axis;
                found.add(new Application(
                        c.op(), shapes.stream().map(x -> emptied(x, from)).toList()));
            }
            if (shapes.size() == 2) { // an axis that both sum over
                for (int a = 1; a <= shapes.get(0).rank(); a++) {
                    for (int b = 1; b <= shapes.get(1).rank(); b++) {
                        found.add(new Application(
                                c.op(), List.of(emptied(shapes.get(0), -a), emptied(shapes.get(1), -b))));
                    }
                }
            }
            found.add(new Application(c.op(), shapes));
        }
        found.removeIf(application ->
                !application.shapes().stream().anyMatch(shape -> shape.size() == 0) || !takes(application));
        return List.copyOf(found);
    }

    private static Shape emptied(Shape shape, int axis) {
        if (-axis > shape.rank()) {
            return shape;
        }
        int[] dims = shape.dims();
        dims[dims.length + axis] = 0;
        return Shape.of(dims);
    }

    private static boolean takes(Application application) {
        try {
            return application.op().shape(application.shapes()).rank() >= 0;
        } catch (ShapeException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void recordedOpsOnEmptyTensorsEqualTheEagerOnes(Device device) {
        List<Application> applications = applications();
        assertThat(applications.stream().map(each -> each.op().name()).distinct())
                .containsAll(OpCases.all().stream()
                        .map(c -> c.op().name())
                        .distinct()
                        .toList());
        for (DType dtype : DType.values()) {
            for (Application each : applications) {
                Op op = each.op();
                requireSame(device, dtype, new Case(each.shapes(), x -> List.of(op.on(x))));
                requireSame(
                        device,
                        dtype,
                        new Case(
                                Stream.concat(each.shapes().stream(), each.shapes().stream())
                                        .toList(),
                                x -> {
                                    int half = x.size() / 2;
                                    Dual y = Autodiff.jvp(op::on, x.subList(0, half), x.subList(half, x.size()));
                                    return List.of(y.primal(), y.tangent());
                                }));
                // The empty arguments are slices of others that are not, or remainders of a program's own results.
                requireSame(
                        device,
                        dtype,
                        new Case(
                                List.of(Shape.of(5)),
                                x -> List.of(
                                        op.on(each.shapes().stream()
                                                .map(shape -> cut(x.get(0), shape))
                                                .toList()),
                                        Ops.exp(x.get(0)))));
            }
        }
    }

    /** The elements of a tensor, repeated or dropped, in a given shape. */
    private static Tensor cut(Tensor x, Shape shape) {
        Tensor repeated = Ops.broadcast(x, Shape.of(shape.size() / 5 + 1, 5));
        Tensor flat = Ops.reshape(repeated, Shape.of((shape.size() / 5 + 1) * 5));
        return Ops.reshape(Ops.slice(flat, -1, 0, shape.size()), shape);
    }

    private static Map<String, Case> programs() {
        Map<String, Case> programs = new LinkedHashMap<>();
        Shape images = Shape.of(0, 4, 4, 16);
        Shape row = Shape.of(16);
        programs.put(
                "product over no terms",
                new Case(List.of(Shape.of(3, 0), Shape.of(0, 2)), x -> List.of(Ops.matmul(x.get(0), x.get(1)))));
        programs.put(
                "product of no rows",
                new Case(List.of(Shape.of(0, 3), Shape.of(3, 2)), x -> List.of(Ops.matmul(x.get(0), x.get(1)))));
        programs.put("argument as result", new Case(List.of(NONE, Shape.of(2)), x -> List.of(x.get(0), x.get(1))));
        programs.put(
                "fusion of nothing",
                new Case(
                        List.of(Shape.of(2, 0), Shape.of(2, 1)),
                        x -> List.of(Ops.tanh(Ops.add(Ops.silu(x.get(0)), x.get(1))), Ops.exp(x.get(1)))));
        programs.put(
                "joins of nothing and something",
                new Case(
                        List.of(Shape.of(3, 0), Shape.of(3, 2)),
                        x -> List.of(
                                Ops.concat(x.get(0), x.get(1), -1),
                                Ops.concat(x.get(1), x.get(0), -1),
                                Ops.concat(x.get(0), x.get(0), -1))));
        programs.put(
                "convolution of a join with nothing",
                new Case(
                        List.of(Shape.of(2, 4, 4, 0), Shape.of(2, 4, 4, 16), Shape.of(36, 16, 16)),
                        x -> List.of(Ops.winogradConvolution(Ops.concat(x.get(0), x.get(1), -1), x.get(2), 1))));
        programs.put(
                "convolution of a join of no images",
                new Case(
                        List.of(images, images, Shape.of(36, 32, 16)),
                        x -> List.of(Ops.winogradConvolution(Ops.concat(x.get(0), x.get(1), -1), x.get(2), 1))));
        programs.put(
                "group norm of no images",
                new Case(
                        List.of(images, row, row),
                        x -> List.of(Ops.silu(GroupNorm.normalise(x.get(0), x.get(1), x.get(2), 2, 16, 1e-5)))));
        for (int[] size : new int[][] {{0, 9, 8}, {2, 0, 8}, {2, 9, 0}}) { // no matrices, no queries, no depth
            programs.put(
                    "attention " + size[0] + " " + size[1] + " " + size[2],
                    new Case(
                            List.of(
                                    Shape.of(size[0], size[1], size[2]),
                                    Shape.of(size[0], 9, size[2]),
                                    Shape.of(size[0], 9, 16)),
                            x -> List.of(MultiheadAttention.attention(x.get(0), x.get(1), x.get(2)))));
        }
        programs.put(
                "sums of no rows",
                new Case(
                        List.of(Shape.of(0, 5), Shape.of(5)),
                        x -> List.of(Ops.add(Ops.sum(Ops.multiply(x.get(0), x.get(1)), 2), Ops.sum(x.get(1))))));
        programs.put("empty between", new Case(List.of(Shape.of(4, 3)), x -> {
            Tensor none = Ops.slice(x.get(0), -2, 2, 0);
            Tensor product = Ops.matmul(Ops.permute(none, 1, 0), none);
            return List.of(none, product, Ops.concat(Ops.exp(none), x.get(0), -2));
        }));
        return programs;
    }

    @ParameterizedTest
    @MethodSource("devices")
    void recordedProgramsWithEmptyTensorsEqualTheEagerOnes(Device device) {
        for (DType dtype : DType.values()) {
            for (Case c : programs().values()) {
                requireSame(device, dtype, c);
                int count = c.shapes().size();
                requireSame(
                        device,
                        dtype,
                        new Case(
                                Stream.concat(c.shapes().stream(), c.shapes().stream())
                                        .toList(),
                                x -> {
                                    Dual y = Autodiff.jvp(
                                            in -> c.program().apply(in).get(0),
                                            x.subList(0, count),
                                            x.subList(count, 2 * count));
                                    return List.of(y.primal(), y.tangent());
                                }));
                requireSame(
                        device,
                        dtype,
                        new Case(
                                c.shapes().stream()
                                        .map(shape -> shape.withFirst(2))
                                        .toList(),
                                x -> List.of(Autodiff.vmap(
                                        in -> c.program().apply(in).get(0), x, Collections.nCopies(count, true)))));
            }
        }
    }

    /** Launches that are constructed by hand may have empty results, and empty parts anywhere. */
    @ParameterizedTest
    @MethodSource("devices")
    void launchesOfEmptyPartsRunOrDoNothing(Device device) {
        if (Launcher.of(device).isEmpty()) {
            return;
        }
        Op product = OpCases.all().stream()
                .map(OpCase::op)
                .filter(op -> op.name().equals("mat_mul"))
                .findFirst()
                .orElseThrow();
        try (Arena arena = device.arena()) {
            int alignment = Launcher.of(device).orElseThrow().target().partAlignment();
            int offset = Math.max(2, alignment / DType.FLOAT32.bytes());
            DeviceTensor x = device.fill(DType.FLOAT32, Shape.of(2 * offset), 1);
            DeviceTensor y = device.fill(DType.FLOAT32, Shape.of(6), 1);
            Part none = new Part(x, offset, Shape.of(3, 0));
            Part noneEither = new Part(x, 2 * offset, Shape.of(0, 2));
            List<Launch> launches = List.of(
                    new Launch.One(product, List.of(none, noneEither), new Part(y, 0, Shape.of(3, 2))),
                    new Launch.One(
                            product,
                            List.of(new Part(x, offset, Shape.of(0, 1)), new Part(x, 0, Shape.of(1, 2))),
                            noneEither));
            try (Replay replay = Launcher.of(device).orElseThrow().prepare(launches)) {
                replay.run();
                assertThat(y.toDoubles()).containsOnly(0);
                assertThat(x.toDoubles()).containsOnly(1);
                assertThat(arena.size()).isEqualTo(2);
            }
        }
    }

    private static void requireSame(Device device, DType dtype, Case c) {
        try (Arena arena = device.arena();
                RecordedFunction recorded = new RecordedFunction(c.program(), arena)) {
            SplittableRandom random = new SplittableRandom(7);
            for (int run = 0; run < RUNS; run++) {
                List<Tensor> x = new ArrayList<>();
                for (Shape shape : c.shapes()) {
                    x.add(device.tensor(
                            dtype, shape, random.doubles(shape.size(), 0.5, 2).toArray()));
                }
                List<Tensor> expected = c.program().apply(x);
                List<Tensor> found = recorded.apply(x);
                assertThat(found).hasSameSizeAs(expected);
                for (int k = 0; k < expected.size(); k++) {
                    assertThat(found.get(k).shape()).isEqualTo(expected.get(k).shape());
                    assertThat(found.get(k).value().toDoubles())
                            .as("result %d of %s", k, c)
                            .isEqualTo(expected.get(k).value().toDoubles());
                }
            }
        }
    }
}
