package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.TensorFunction;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an op did not choose has no effect, whatever its tangent, its tangent's tangent and its cotangent are: a zero slope there is not
 * a factor that would turn infinity into NaN.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotChosenTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    private static final double[] POISONS = {INF, -INF, NAN};

    private List<Device> devices;

    /**
     * A function at a point.
     *
     * @param name what it is
     * @param function the function
     * @param arguments the point
     */
    private record Choice(String name, TensorFunction function, List<Argument> arguments) {
        static Choice of(String name, TensorFunction function, Argument... arguments) {
            return new Choice(name, function, List.of(arguments));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * An argument.
     *
     * @param shape its shape
     * @param chosen 1 where the function depends on it at this point, else 0
     * @param numbers the numbers
     */
    private record Argument(Shape shape, double[] chosen, double... numbers) {
        static Argument of(double[] chosen, double... numbers) {
            return new Argument(Shape.of(numbers.length), chosen, numbers);
        }

        /** Numbers between -1 and 1, or this one where nothing depends on them. */
        double[] tangent(int seed, double poison) {
            SplittableRandom random = new SplittableRandom(seed);
            return Arrays.stream(chosen)
                    .map(one -> {
                        double usual = random.nextDouble(-1, 1);
                        return one == 0 ? poison : usual;
                    })
                    .toArray();
        }
    }

    private static double[] of(double... numbers) {
        return numbers;
    }

    private static List<Choice> choices() {
        return List.of(
                Choice.of(
                        "relu", x -> Ops.relu(x.get(0)), Argument.of(of(1, 0, 0, 0, 0, 1), 2, -1, -INF, 0, -0.0, INF)),
                Choice.of("abs", x -> Ops.abs(x.get(0)), Argument.of(of(1, 1, 0, 0, 1), 2, -1, 0, -0.0, -INF)),
                Choice.of("sign", x -> Ops.sign(x.get(0)), Argument.of(of(0, 0, 0, 0), 2, -1, 0, INF)),
                Choice.of(
                        "compare",
                        x -> Ops.compare(x.get(0), x.get(1)),
                        Argument.of(of(0, 0, 0), 1, 2, INF),
                        Argument.of(of(0, 0, 0), 1, 3, -INF)),
                Choice.of(
                        "maximum",
                        x -> Ops.maximum(x.get(0), x.get(1)),
                        Argument.of(of(1, 0, 0, 1, 1), 1, -INF, 3, 2, INF),
                        Argument.of(of(0, 1, 1, 1, 0), 0, 1, INF, 2, -INF)),
                Choice.of(
                        "minimum",
                        x -> Ops.minimum(x.get(0), x.get(1)),
                        Argument.of(of(0, 1, 1, 1, 0), 1, -INF, 3, 2, INF),
                        Argument.of(of(1, 0, 0, 1, 1), 0, 1, INF, 2, -INF)),
                Choice.of(
                        "maximum of a row and a number",
                        x -> Ops.maximum(x.get(0), x.get(1)),
                        Argument.of(of(1, 0, 1), 4, 2, 3),
                        new Argument(Shape.SCALAR, of(1), 2.5)),
                Choice.of(
                        "clamp",
                        x -> Ops.minimum(Ops.maximum(x.get(0), x.get(1)), x.get(2)),
                        Argument.of(of(0, 1, 0, 0, 0), -3, 0.5, 3, -INF, INF),
                        Argument.of(of(1, 0, 0, 1, 0), -1, -1, -1, -1, -1),
                        Argument.of(of(0, 0, 1, 0, 1), 1, 1, 1, 1, 1)),
                Choice.of(
                        "max",
                        x -> Ops.max(x.get(0), 1),
                        new Argument(Shape.of(3, 3), of(0, 1, 0, 1, 1, 0, 0, 1, 0), 1, 5, -INF, 4, 4, -1, 0, INF, 2)),
                Choice.of(
                        "min",
                        x -> Ops.min(x.get(0), 2),
                        new Argument(Shape.of(2, 2, 2), of(0, 0, 1, 0, 0, 1, 1, 0), 1, 5, -3, INF, 4, 2, 2, 8)),
                Choice.of(
                        "max pool",
                        x -> Ops.maxPool(x.get(0), 2, 2, 0),
                        new Argument(
                                Shape.of(2, 4, 2),
                                of(0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0),
                                0,
                                1,
                                2,
                                3,
                                7,
                                7,
                                6,
                                9,
                                1,
                                3,
                                -1,
                                5,
                                7,
                                -INF,
                                7,
                                7)),
                Choice.of(
                        "max pool of windows that overlap",
                        x -> Ops.maxPool(x.get(0), 3, 2, 1),
                        new Argument(Shape.of(3, 3, 1), of(0, 1, 0, 0, 0, 0, 0, 1, 1), 1, 4, 2, 0, -3, 1, -INF, 2, 3)),
                Choice.of(
                        "max pool of windows with gaps",
                        x -> Ops.maxPool(
                                x.get(0),
                                List.of(2),
                                Sliding.over(1).withDilation(2).withPadding(1)),
                        new Argument(Shape.of(5, 1), of(0, 1, 1, 1, 1), -INF, 7, 3, 0, 5)),
                Choice.of(
                        "take along",
                        x -> Ops.takeAlong(x.get(0), x.get(1), -1),
                        new Argument(Shape.of(2, 3), of(1, 0, 1, 1, 1, 0), 2, NAN, 3, 1, 4, INF),
                        new Argument(Shape.of(2, 2), of(0, 0, 0, 0), 2, 0, 0, 1)),
                Choice.of(
                        "add along",
                        x -> Ops.addAlong(x.get(0), x.get(1), -1, 2),
                        Argument.of(of(1, 1, 1), 2, 5, 3),
                        Argument.of(of(0, 0, 0), 1, 0, 1)),
                Choice.of("argsort", x -> Ops.argsort(x.get(0), -1), Argument.of(of(0, 0, 0, 0), 2, -INF, INF, NAN)),
                Choice.of("argmax", x -> Ops.argmax(x.get(0), -1), Argument.of(of(0, 0, 0), 2, INF, -INF)),
                Choice.of(
                        "search sorted",
                        x -> Ops.searchSorted(x.get(0), x.get(1), true),
                        Argument.of(of(0, 0, 0), -1, 0, INF),
                        Argument.of(of(0, 0), 0, NAN)),
                Choice.of(
                        "diagonal",
                        x -> Ops.diagonal(x.get(0)),
                        new Argument(
                                Shape.of(3, 3), of(1, 0, 0, 0, 1, 0, 0, 0, 1), 1, NAN, INF, NAN, 2, -INF, 0, NAN, 3)),
                Choice.of(
                        "triangular inverse",
                        x -> Ops.triangularInverse(x.get(0)),
                        new Argument(
                                Shape.of(3, 3), of(1, 0, 0, 1, 1, 0, 1, 1, 1), 2, NAN, INF, 0.5, 1, -INF, -1, 3, 4)),
                Choice.of(
                        "where",
                        x -> Ops.where(x.get(0), x.get(1), x.get(2)),
                        Argument.of(of(0, 0, 0, 0), 0, 1, 0, -2),
                        Argument.of(of(0, 1, 0, 1), NAN, 1, -INF, 2),
                        Argument.of(of(1, 0, 1, 0), 3, INF, 4, NAN)),
                Choice.of(
                        "select",
                        x -> Ops.select(
                                x.get(0).device().tensor(x.get(0).dtype(), Shape.of(5), of(1, 0, 0.5, 0, 0)), x.get(0)),
                        Argument.of(of(1, 0, 1, 0, 0), 1, INF, 3, NAN, 2)));
    }

    @BeforeAll
    void openDevices() {
        devices = TestDevices.all();
    }

    @AfterAll
    void closeDevices() {
        devices.forEach(Device::close);
    }

    Stream<Arguments> choicesOnEveryDevice() {
        return devices.stream()
                .flatMap(device -> Stream.of(DType.values())
                        .filter(device::supports)
                        .flatMap(dtype -> choices().stream().map(choice -> Arguments.of(choice, device, dtype))));
    }

    @ParameterizedTest(autoCloseArguments = false) // devices serve all
    @MethodSource("choicesOnEveryDevice")
    void tangentOfWhatIsNotChosenHasNoEffect(Choice c, Device device, DType dtype) {
        requireNoEffect(
                c, device, dtype, 1, (x, v) -> Autodiff.jvp(c.function(), x, v).tangent());
        requireNoEffect(
                c,
                device,
                dtype,
                1,
                (x, v) -> Autodiff.linearize(c.function(), x).map().apply(v));
    }

    @ParameterizedTest(autoCloseArguments = false) // devices serve all
    @MethodSource("choicesOnEveryDevice")
    void secondTangentOfWhatIsNotChosenHasNoEffect(Choice c, Device device, DType dtype) {
        int n = c.arguments().size();
        TensorFunction tangent = at -> Autodiff.jvp(c.function(), at.subList(0, n), at.subList(n, 2 * n))
                .tangent();
        requireNoEffect(c, device, dtype, 3, (x, v) -> {
            List<Tensor> at = join(x, v.subList(0, n));
            return Autodiff.jvp(tangent, at, v.subList(n, 3 * n)).tangent();
        });
        requireNoEffect(c, device, dtype, 3, (x, v) -> {
            List<Tensor> at = join(x, v.subList(0, n));
            return Autodiff.linearize(tangent, at).map().apply(v.subList(n, 3 * n));
        });
    }

    @ParameterizedTest(autoCloseArguments = false) // devices serve all
    @MethodSource("choicesOnEveryDevice")
    void recordedProgramEqualsTheEagerOne(Choice c, Device device, DType dtype) {
        int n = c.arguments().size();
        try (Arena arena = device.arena();
                RecordedFunction recorded = new RecordedFunction(
                        at -> {
                            Dual y = Autodiff.jvp(c.function(), at.subList(0, n), at.subList(n, 2 * n));
                            return List.of(y.primal(), y.tangent());
                        },
                        arena)) {
            for (double poison : POISONS) {
                List<Tensor> x = point(c, device, dtype);
                List<Tensor> v = tangents(c, device, dtype, 1, poison);
                List<Tensor> y = recorded.apply(join(x, v));
                Dual eager = Autodiff.jvp(c.function(), x, v);
                assertThat(numbers(y.get(0))).isEqualTo(numbers(eager.primal()));
                assertThat(numbers(y.get(1))).isEqualTo(numbers(eager.tangent()));
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false) // devices serve all
    @MethodSource("choicesOnEveryDevice")
    void tangentReachesOnlyWhatDependsOnIt(Choice c, Device device, DType dtype) {
        List<Tensor> x = point(c, device, dtype);
        List<Tensor> v = tangents(c, device, dtype, 1, 0.5);
        for (int k = 0; k < x.size(); k++) {
            for (int i = 0; i < x.get(k).shape().size(); i++) {
                double[] usual = tangentWith(c, x, v, k, i, 0.5);
                double[] without = tangentWith(c, x, v, k, i, 0);
                for (double poison : POISONS) {
                    requireOnlyThere(tangentWith(c, x, v, k, i, poison), usual, without);
                }
            }
        }
    }

    /** The tangent where element i of the tangent of argument k is replaced. */
    private static double[] tangentWith(Choice c, List<Tensor> x, List<Tensor> v, int k, int i, double special) {
        double[] numbers = numbers(v.get(k));
        numbers[i] = special;
        List<Tensor> along = new ArrayList<>(v);
        along.set(k, v.get(k).device().tensor(v.get(k).dtype(), v.get(k).shape(), numbers));
        return numbers(Autodiff.jvp(c.function(), x, along).tangent());
    }

    /** A cotangent reaches what was chosen for its element of the result, and nothing else. */
    @ParameterizedTest(autoCloseArguments = false) // devices serve all
    @MethodSource("choicesOnEveryDevice")
    void cotangentReachesOnlyWhatWasChosen(Choice c, Device device, DType dtype) {
        List<Tensor> x = point(c, device, dtype);
        Shape shape = c.function().apply(x).shape();
        List<Tensor> u = tangents(c, device, dtype, 1, 0.5);
        TensorFunction weighted = at -> Autodiff.vjp(c.function(), at.subList(0, x.size()), at.get(x.size()))
                .get(0);
        for (int j = 0; j < shape.size(); j++) {
            List<double[]> usual = gradients(c, x, cotangent(device, dtype, shape, j, 0.5));
            List<double[]> without = gradients(c, x, cotangent(device, dtype, shape, j, 0));
            for (double poison : POISONS) {
                Tensor yBar = cotangent(device, dtype, shape, j, poison);
                List<double[]> found = gradients(c, x, yBar);
                for (int k = 0; k < found.size(); k++) {
                    requireOnlyThere(found.get(k), usual.get(k), without.get(k));
                }
                // The rest of the cotangent is constant: its tangent reaches equally far.
                Tensor one = cotangent(device, dtype, shape, j, 0.5);
                List<Tensor> along = join(u, List.of(yBar));
                double[] second = numbers(
                        Autodiff.jvp(weighted, join(x, List.of(one)), along).tangent());
                requireOnlyThere(
                        second,
                        numbers(Autodiff.jvp(weighted, join(x, List.of(one)), join(u, List.of(one)))
                                .tangent()),
                        numbers(Autodiff.jvp(
                                        weighted,
                                        join(x, List.of(one)),
                                        join(u, List.of(cotangent(device, dtype, shape, j, 0))))
                                .tangent()));
            }
        }
    }

    /** An element that does not change the result does not change it where it is infinite or NaN either. */
    private static void requireOnlyThere(double[] found, double[] usual, double[] without) {
        for (int i = 0; i < found.length; i++) {
            if (usual[i] == without[i]) {
                assertThat(found[i] == usual[i])
                        .as("number %d: %s, not %s", i, found[i], usual[i])
                        .isTrue();
            } else {
                assertThat(found[i]).isNotEqualTo(0);
            }
        }
    }

    private static List<double[]> gradients(Choice c, List<Tensor> x, Tensor yBar) {
        return Autodiff.vjp(c.function(), x, yBar).stream()
                .map(NotChosenTest::numbers)
                .toList();
    }

    private static Tensor cotangent(Device device, DType dtype, Shape shape, int j, double special) {
        double[] numbers = IntStream.range(0, shape.size())
                .mapToDouble(i -> i == j ? special : 0.25 * (i + 1))
                .toArray();
        return device.tensor(dtype, shape, numbers);
    }

    private void requireNoEffect(
            Choice c, Device device, DType dtype, int sets, BiFunction<List<Tensor>, List<Tensor>, Tensor> derivative) {
        double[] expected = numbers(derivative.apply(point(c, device, dtype), tangents(c, device, dtype, sets, 0.5)));
        assertThat(Arrays.stream(expected).allMatch(Double::isFinite)).isTrue();
        for (double poison : POISONS) {
            assertThat(numbers(derivative.apply(point(c, device, dtype), tangents(c, device, dtype, sets, poison))))
                    .as("with %s where nothing depends on it", poison)
                    .isEqualTo(expected);
        }
    }

    private static List<Tensor> point(Choice c, Device device, DType dtype) {
        return c.arguments().stream()
                .map(argument -> (Tensor) device.tensor(dtype, argument.shape(), argument.numbers()))
                .toList();
    }

    /** A number of tangents of each argument. */
    private static List<Tensor> tangents(Choice c, Device device, DType dtype, int sets, double poison) {
        List<Tensor> tangents = new ArrayList<>();
        for (int set = 0; set < sets; set++) {
            for (Argument argument : c.arguments()) {
                int seed = tangents.size();
                double[] numbers = Arrays.stream(argument.tangent(seed, poison))
                        .map(dtype::round)
                        .toArray();
                tangents.add(device.tensor(dtype, argument.shape(), numbers));
            }
        }
        return Collections.unmodifiableList(tangents);
    }

    private static List<Tensor> join(List<Tensor> a, List<Tensor> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }
}
