package dualflow.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.launch.Launcher;
import dualflow.nn.FlowUNet;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded programs give the bits of the programs themselves. */
class RecordedFunctionTest {
    private static final Shape IMAGES = Shape.of(2, 16, 16, 16);
    private static final int PROGRAMS = 40;

    static List<Device> devices() {
        return TestDevices.all();
    }

    /** A random program on images of one shape, of steps that preserve the shape; weights are constants. */
    private static UnaryOperator<Tensor> program(long seed, Device device, DType dtype) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor weights = numbers(random, device, dtype, Shape.of(3, 3, 16, 16));
        Tensor matrix = numbers(random, device, dtype, Shape.of(16, 16));
        Tensor bias = numbers(random, device, dtype, Shape.of(16));
        int[] choices = random.ints(12, 0, 14).toArray();
        int[] others = random.ints(12, 0, 100).toArray();
        return x -> {
            List<Tensor> values = new ArrayList<>(List.of(x));
            for (int i = 0; i < choices.length; i++) {
                Tensor last = values.get(values.size() - 1);
                Tensor other = values.get(others[i] % values.size());
                values.add(
                        switch (choices[i]) {
                            case 0 -> Ops.convolution(last, weights, 1, 1);
                            case 1 -> Ops.matmul(last, matrix);
                            case 2 -> Ops.add(last, bias);
                            case 3 -> Ops.add(last, other);
                            case 4 -> Ops.multiply(Ops.tanh(last), other);
                            case 5 -> Ops.silu(last);
                            case 6 -> Ops.subtract(last, Ops.reshape(Ops.mean(last, 3), Shape.of(2, 1, 1, 1)));
                            case 7 -> Ops.pad(Ops.slice(last, -2, 3, 10), -2, 2, 4);
                            case 8 -> Ops.slice(Ops.concat(other, last, -1), -1, 5, 16);
                            case 9 -> Ops.permute(last, 0, 2, 1, 3);
                            case 10 -> Ops.reshape(Ops.scale(Ops.reshape(last, Shape.of(2, 256, 16)), -0.5), IMAGES);
                            case 11 ->
                                Ops.multiply(Ops.reshape(Ops.sum(other, 1), Shape.of(2, 16, 16, 1)), Ops.sigmoid(last));
                            case 12 -> Ops.pad(Ops.pad(Ops.maxPool(last, 2, 2, 0), -3, 4, 4), -2, 8, 0);
                            default -> Ops.matmul(Ops.scale(other, 0.1), last);
                        });
            }
            return values.get(values.size() - 1);
        };
    }

    private static Tensor numbers(SplittableRandom random, Device device, DType dtype, Shape shape) {
        return device.tensor(
                dtype, shape, random.doubles(shape.size(), -0.5, 0.5).toArray());
    }

    private static List<Tensor> jvp(UnaryOperator<Tensor> f, List<Tensor> x) {
        Dual y = Autodiff.jvp(f, x.get(0), x.get(1));
        return List.of(y.primal(), y.tangent());
    }

    private static void assertSameBits(List<Tensor> actual, List<Tensor> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int k = 0; k < expected.size(); k++) {
            assertThat(actual.get(k).shape()).isEqualTo(expected.get(k).shape());
            assertThat(Arrays.equals(
                            actual.get(k).value().toDoubles(),
                            expected.get(k).value().toDoubles()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void replaysGiveTheBitsOfThePrograms(Device device) {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            DType dtype = seed % 2 == 0 ? DType.FLOAT32 : DType.FLOAT64;
            try (Arena arena = device.arena()) {
                UnaryOperator<Tensor> f = program(seed, device, dtype);
                Function<List<Tensor>, List<Tensor>> pass = x -> jvp(f, x);
                SplittableRandom random = new SplittableRandom(-seed);
                try (RecordedFunction recorded = new RecordedFunction(pass, arena)) {
                    for (int run = 0; run < 3; run++) {
                        List<Tensor> x =
                                List.of(numbers(random, device, dtype, IMAGES), numbers(random, device, dtype, IMAGES));
                        assertSameBits(recorded.apply(x), pass.apply(x));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void severalDirectionsOfAFlowUNetAreThoseOfTheNetworkInFewerLaunches(Device device) {
        try (Arena arena = device.arena()) {
            FlowUNet network = new FlowUNet(1, 32, FlowUNet.Upsampling.BILINEAR);
            Pass pass = Pass.inference(network.specification().draw(device, DType.FLOAT32, 3), arena);
            SplittableRandom random = new SplittableRandom(4);
            Tensor t = device.scalar(DType.FLOAT32, 0.25);
            Tensor x = numbers(random, device, DType.FLOAT32, Shape.of(2, 16, 16, 1));
            Tensor directions = numbers(random, device, DType.FLOAT32, Shape.of(3, 2, 16, 16, 1));
            Function<List<Tensor>, List<Tensor>> products = in -> {
                Dual y = Autodiff.jvps(at -> network.velocity(pass, in.get(0), at), in.get(1), in.get(2));
                return List.of(y.primal(), y.tangent());
            };
            List<Tensor> arguments = List.of(t, x, directions);
            List<Tensor> expected = products.apply(arguments);
            long before = device.launches();
            assertSameBits(products.apply(arguments), expected);
            long launches = device.launches() - before;
            try (RecordedFunction recorded = new RecordedFunction(products, arena)) {
                assertSameBits(recorded.apply(arguments), expected);
                before = device.launches();
                assertThat(recorded.apply(arguments)).hasSize(2);
                long replayed = device.launches() - before;
                if (Launcher.of(device).isPresent()) {
                    assertThat(replayed).isLessThan(launches * 3 / 4);
                } else {
                    assertThat(replayed).isEqualTo(launches);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void dualNumbersAndMappedAxesAreRecordedOnce(Device device) {
        try (Arena arena = device.arena()) {
            int[] runs = new int[1];
            UnaryOperator<Tensor> f = program(1, device, DType.FLOAT64);
            try (RecordedFunction recorded = new RecordedFunction(
                    x -> {
                        runs[0]++;
                        return List.of(f.apply(x.get(0)));
                    },
                    arena)) {
                SplittableRandom random = new SplittableRandom(9);
                for (int run = 0; run < 4; run++) {
                    Tensor x = numbers(random, device, DType.FLOAT64, IMAGES);
                    Tensor v = numbers(random, device, DType.FLOAT64, IMAGES.withFirst(2));
                    UnaryOperator<Tensor> replayed =
                            at -> recorded.apply(List.of(at)).get(0);
                    Dual expected = Autodiff.jvps(f, x, v);
                    Dual actual = Autodiff.jvps(replayed, x, v);
                    assertSameBits(
                            List.of(actual.primal(), actual.tangent()), List.of(expected.primal(), expected.tangent()));
                    Tensor second = Ops.reshape(Ops.slice(v, -5, 1, 1), IMAGES);
                    assertSameBits(
                            List.of(Autodiff.jvp(replayed, x, second).tangent()),
                            List.of(Autodiff.jvp(f, x, second).tangent()));
                }
                assertThat(runs[0]).isEqualTo(Launcher.of(device).isPresent() ? 2 : 8);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void gradientsGoThroughARecordedProgram(Device device) {
        try (Arena arena = device.arena()) {
            UnaryOperator<Tensor> f = program(2, device, DType.FLOAT64);
            Tensor x = numbers(new SplittableRandom(5), device, DType.FLOAT64, IMAGES);
            try (RecordedFunction recorded = new RecordedFunction(in -> List.of(f.apply(in.get(0))), arena);
                    RecordedFunction gradient = new RecordedFunction(
                            in -> List.of(Autodiff.grad(
                                    at -> Ops.sum(recorded.apply(List.of(at)).get(0)), in.get(0))),
                            arena)) {
                Tensor expected = Autodiff.grad(at -> Ops.sum(f.apply(at)), x);
                assertSameBits(
                        List.of(Autodiff.grad(
                                at -> Ops.sum(recorded.apply(List.of(at)).get(0)), x)),
                        List.of(expected));
                assertSameBits(gradient.apply(List.of(x)), List.of(expected));
                assertSameBits(gradient.apply(List.of(x)), List.of(expected));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void resultsMayBeArgumentsConstantsAndViews(Device device) {
        try (Arena arena = device.arena()) {
            Tensor constant = device.tensor(DType.FLOAT32, Shape.of(2), 5, 6);
            Function<List<Tensor>, List<Tensor>> f = x -> List.of(
                    x.get(0), Ops.reshape(x.get(0), Shape.of(1, 2)), constant, Ops.add(x.get(0), constant), x.get(0));
            try (RecordedFunction recorded = new RecordedFunction(f, arena)) {
                Tensor x = device.tensor(DType.FLOAT32, Shape.of(2), 1, 2);
                List<Tensor> first = recorded.apply(List.of(x));
                Tensor y = device.tensor(DType.FLOAT32, Shape.of(2), 3, 4);
                assertSameBits(recorded.apply(List.of(y)), f.apply(List.of(y)));
                assertSameBits(first, f.apply(List.of(x)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void runsInTheMemoryOfTheRecordingAndGivesItBack(Device device) {
        try (Arena arena = device.arena()) {
            UnaryOperator<Tensor> f = program(6, device, DType.FLOAT32);
            Tensor x = numbers(new SplittableRandom(5), device, DType.FLOAT32, IMAGES);
            long before = device.account().live();
            try (RecordedFunction recorded = new RecordedFunction(in -> List.of(f.apply(in.get(0))), arena)) {
                runAside(device, recorded, x);
                long held = device.account().live();
                for (int run = 0; run < 5; run++) {
                    runAside(device, recorded, x);
                    assertThat(device.account().live()).isEqualTo(held);
                }
                assertThat(held > before).isEqualTo(Launcher.of(device).isPresent());
            }
            assertThat(device.account().live()).isEqualTo(before);
        }
    }

    private static void runAside(Device device, RecordedFunction recorded, Tensor x) {
        try (Arena run = device.arena()) {
            assertThat(recorded.apply(List.of(x))).hasSize(1);
            assertThat(run.size()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void aTensorOfAnotherDeviceIsRefused(Device device) {
        try (Arena arena = device.arena();
                HostDevice other = new HostDevice();
                RecordedFunction recorded = new RecordedFunction(x -> x, arena)) {
            Tensor x = other.scalar(DType.FLOAT32, 2);
            if (Launcher.of(device).isPresent()) {
                assertThatThrownBy(() -> recorded.apply(List.of(x)))
                        .isInstanceOf(ShapeException.class)
                        .hasMessageContaining("got a tensor of device host");
            } else {
                assertThat(recorded.apply(List.of(x))).containsExactly(x);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void theLastFewStructuresAreKept(Device device) {
        try (Arena arena = device.arena()) {
            int[] runs = new int[1];
            try (RecordedFunction recorded = new RecordedFunction(
                    x -> {
                        runs[0]++;
                        return List.of(Ops.scale(x.get(0), 2));
                    },
                    arena)) {
                for (int length : new int[] {1, 2, 3, 4, 1, 5, 1, 2}) {
                    Tensor x = device.fill(DType.FLOAT32, Shape.of(length), 3);
                    assertThat(recorded.apply(List.of(x)).get(0).value().toDoubles())
                            .hasSize(length)
                            .containsOnly(6);
                }
                assertThat(runs[0]).isEqualTo(Launcher.of(device).isPresent() ? 6 : 8);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void aProgramThatLooksAtItsNumbersIsRefused(Device device) {
        try (Arena arena = device.arena();
                RecordedFunction recorded = new RecordedFunction(
                        x -> List.of(Ops.scale(x.get(0), x.get(0).value().toDouble())), arena)) {
            Tensor x = device.scalar(DType.FLOAT32, 2);
            if (Launcher.of(device).isPresent()) {
                assertThatThrownBy(() -> recorded.apply(List.of(x)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("looks at its numbers cannot be recorded");
            } else {
                assertThat(recorded.apply(List.of(x)).get(0).value().toDouble()).isEqualTo(4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void aValueOfATransformationAroundItMustBeAnArgument(Device device) {
        try (Arena arena = device.arena()) {
            Tensor x = device.scalar(DType.FLOAT32, 2);
            UnaryOperator<Tensor> closesOver = outer -> {
                try (RecordedFunction recorded =
                        new RecordedFunction(in -> List.of(Ops.multiply(in.get(0), outer)), arena)) {
                    return recorded.apply(List.of(x)).get(0);
                }
            };
            if (Launcher.of(device).isPresent()) {
                assertThatThrownBy(() -> Autodiff.jvp(closesOver, x, x))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("make everything that is differentiated or mapped an argument");
            } else {
                assertThat(Autodiff.jvp(closesOver, x, x).tangent().value().toDouble())
                        .isEqualTo(4);
            }
        }
    }
}
