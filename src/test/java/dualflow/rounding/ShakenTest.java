package dualflow.rounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.TensorFunction;
import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs whose operations are moved by one unit in the last place. */
class ShakenTest {
    private static final double ULP = DType.FLOAT64.ulp();
    private static final Set<String> EXACT = Set.of(
            "abs",
            "arg_max",
            "argsort",
            "broadcast",
            "compare",
            "concat",
            "floor",
            "gather",
            "index_select",
            "max",
            "max_pool",
            "max_pool_position",
            "maximum",
            "minimum",
            "pad",
            "permute",
            "relu",
            "reshape",
            "round",
            "search_sorted",
            "select",
            "sign",
            "slice",
            "sliding_windows",
            "unfold",
            "where");

    /** Scalars, vectors and matrices, a Jacobian and a loop. */
    private static final TensorFunction PROGRAM = x -> {
        Tensor a = x.get(0);
        Tensor mean = Ops.mean(a, 1);
        Tensor jacobian = Autodiff.jacobian(z -> Ops.tanh(Ops.multiply(z, Ops.sum(Ops.multiply(z, z)))), a);
        Tensor product = Ops.matmul(jacobian, jacobian);
        for (int step = 0; step < 3; step++) {
            product = Ops.multiply(product, Ops.exp(Ops.scale(mean, 0.1)));
        }
        return Ops.add(Ops.sum(product, 1), Ops.shift(mean, 0.1));
    };

    private final HostDevice device = new HostDevice();

    static Stream<OpCase> ops() {
        return OpCases.all().stream();
    }

    /** Exact ops keep their bits, and others move each element by at most one unit in the last place, or two after rounding. */
    @ParameterizedTest
    @MethodSource("ops")
    void movesWhatRounds(OpCase trial) {
        for (DType dtype : DType.values()) {
            List<Tensor> x = trial.arguments(device, dtype);
            double[] plain = numbers(trial.op().on(x));
            double[] shaken = numbers(Rounding.shaken(trial.op()::on, x, 3));
            if (EXACT.contains(trial.op().name())) {
                assertThat(shaken).isEqualTo(plain);
            }
            for (int i = 0; i < plain.length; i++) {
                if (shaken[i] != plain[i]) {
                    assertThat(Math.abs(shaken[i] - plain[i]))
                            .isLessThanOrEqualTo(2 * dtype.ulp() * Math.abs(plain[i]));
                }
            }
            long nonZero = Arrays.stream(plain).filter(y -> y != 0).count();
            if (!EXACT.contains(trial.op().name()) && nonZero > 100) {
                assertThat(shaken).isNotEqualTo(plain);
            }
        }
    }

    @Test
    void exactProgramsStayAsTheyAre() {
        TensorFunction exact = x -> Ops.relu(Ops.scale(
                Ops.shift(Ops.concat(Ops.negate(x.get(0)), Ops.abs(Ops.scale(x.get(0), 0x1p200)), -1), 0), -0.25));
        List<Tensor> x = List.of(vectors(1, 300));
        for (int seed = 0; seed < 10; seed++) {
            assertThat(numbers(Rounding.shaken(exact, x, seed))).isEqualTo(numbers(exact.apply(x)));
        }
    }

    /** One op moves its elements by -1, 0 and 1 units, of two independent results each in its own way. */
    @Test
    void movesAreOfThreeKinds() {
        Tensor ones = device.fill(DType.FLOAT64, Shape.of(3000), 1);
        List<Tensor> results = new ShakenRun(1)
                .results(
                        x -> List.of(Ops.multiply(x.get(0), x.get(0)), Ops.multiply(x.get(0), x.get(0))),
                        List.of(ones),
                        List.of(false));
        for (Tensor result : results) {
            for (double move : new double[] {-ULP, 0, ULP}) {
                assertThat(Arrays.stream(numbers(result))
                                .filter(y -> y == 1 + move)
                                .count())
                        .isBetween(900L, 1100L);
            }
        }
        assertThat(numbers(results.get(0))).isNotEqualTo(numbers(results.get(1)));
    }

    @Test
    void seedsDecide() {
        List<Tensor> x = List.of(device.tensor(DType.FLOAT64, Shape.of(3), 0.3, -0.2, 0.7));
        Set<List<Double>> results = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            double[] result = numbers(Rounding.shaken(PROGRAM, x, seed));
            assertThat(numbers(Rounding.shaken(PROGRAM, x, seed))).isEqualTo(result);
            results.add(Arrays.stream(result).boxed().toList());
        }
        assertThat(results).hasSizeGreaterThan(15);
    }

    /** A row is moved as it is alone, whether the map is outside or inside. */
    @Test
    void rowsAreMovedAlike() {
        Tensor rows = vectors(5, 3);
        List<Tensor> x = List.of(rows);
        List<Boolean> mapped = List.of(true);
        Tensor outside = Autodiff.vmap(at -> Rounding.shaken(PROGRAM, at, 8), x, mapped);
        Tensor inside = Rounding.shakenRows(at -> Autodiff.vmap(PROGRAM, at, mapped), x, mapped, 8);
        assertThat(numbers(inside)).isEqualTo(numbers(outside));
        assertThat(numbers(inside)).isNotEqualTo(numbers(Autodiff.vmap(PROGRAM, x, mapped)));
        for (int row = 0; row < 5; row++) {
            double[] numbers = Arrays.copyOfRange(numbers(rows), 3 * row, 3 * row + 3);
            Tensor alone = device.tensor(DType.FLOAT64, Shape.of(3), numbers);
            assertThat(numbers(Rounding.shaken(PROGRAM, List.of(alone), 8)))
                    .isEqualTo(Arrays.copyOfRange(numbers(inside), 3 * row, 3 * row + 3));
        }
    }

    /** Results that are greater than the moves that are drawn repeat them along their leading axes. */
    @Test
    void largeResultsRepeatMoves() {
        Tensor ones = device.fill(DType.FLOAT64, Shape.of(2, 5000, 3), 1);
        double[] y = numbers(Rounding.shaken(x -> Ops.multiply(x.get(0), x.get(0)), List.of(ones), 2));
        for (int i = 3; i < y.length; i++) {
            assertThat(y[i]).isEqualTo(y[i - 3]);
        }
    }

    /** What cancels moves by as much as its magnitude says. */
    @Test
    void cancellationShows() {
        TensorFunction f = x -> Ops.subtract(Ops.add(x.get(0), x.get(1)), x.get(0));
        List<Tensor> x = List.of(device.scalar(DType.FLOAT64, 1000), device.scalar(DType.FLOAT64, 0.5));
        double magnitude = numbers(Rounding.magnitude(f, x).magnitude())[0];
        double greatest = 0;
        for (int seed = 0; seed < 20; seed++) {
            greatest = Math.max(greatest, Math.abs(numbers(Rounding.shaken(f, x, seed))[0] - 0.5));
        }
        assertThat(greatest).isBetween(0.25 * magnitude * ULP, magnitude * ULP);
    }

    @Test
    void operationsBetweenConstantsCanBeSeen() {
        Tensor e = device.scalar(DType.FLOAT64, Math.E);
        Set<Double> results = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            ShakenRun run = new ShakenRun(seed);
            Tensor result = run.results(x -> List.of(Ops.log(run.constant(e))), List.of(), List.of())
                    .get(0);
            results.add(numbers(result)[0]);
        }
        assertThat(results).hasSize(3).contains(1.0);
    }

    @Test
    void refusesMarksOfOtherArguments() {
        assertThatThrownBy(() -> Rounding.shakenRows(x -> x.get(0), List.of(vectors(2, 2)), List.of(), 1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1 arguments need as many marks of rows, got 0");
    }

    private Tensor vectors(int rows, int length) {
        double[] numbers = new double[rows * length];
        Arrays.setAll(numbers, i -> Math.sin(1 + 3 * i));
        return device.tensor(DType.FLOAT64, Shape.of(rows, length), numbers);
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }
}
