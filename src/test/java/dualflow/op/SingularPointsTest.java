package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.TensorFunction;
import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Op;
import dualflow.tensor.QuotientOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives of the nonlinear ops by nested forward mode, of the first to the fourth order and in every order of the arguments, at zeros,
 * at the smallest subnormal, very small and very large numbers, and at the infinities: their values, limits, poles and, at kinks, the
 * conventions of {@link dualflow.op the package}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SingularPointsTest {
    /** Units in the last place: functions of 2 each, and the roundings of products and sums of derivatives of lower order. */
    private static final double USUAL = 8;
    /** Where terms of opposite signs cancel at 1: the sum is a seventh of its terms. */
    private static final Map<String, Double> TOLERANCES =
            Map.of("silu", 16.0, "silu_slope", 16.0, "pow", 16.0, "direction_cosine", 16.0, "erfinv_slope", 16.0);
    /** An intermediate underflow causes an absolute error: in units of the smallest number, which a factor multiplies. */
    private static final double UNDERFLOW = 64;
    /** Linear up to a constant or a choice, or covered as the derivatives of another op. */
    private static final Set<Class<? extends Op>> ELSEWHERE =
            Set.of(Shift.class, Where.class, PowPartial.class, Polygamma.class);

    private List<Device> devices;

    @BeforeAll
    void openDevices() {
        devices = TestDevices.all();
    }

    @AfterAll
    void closeDevices() {
        devices.forEach(Device::close);
    }

    /** Whether an op is to have golden derivatives at singular points. */
    static boolean sweeps(Op op) {
        return op instanceof ElementwiseOp
                && (op instanceof NonlinearOp || op instanceof QuotientOp)
                && !ELSEWHERE.contains(op.getClass());
    }

    /** Those of every op that has a file. */
    static Stream<GoldenCsv.Case> goldens() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("reference-data/singular"))) {
            return files
                    .map(file -> file.getFileName().toString().replace(".csv", ""))
                    .sorted()
                    .flatMap(name -> GoldenCsv.read("singular/" + name).cases().stream())
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void nestedDerivativesMatchGolden(GoldenCsv.Case golden) {
        List<String> wrong = new ArrayList<>();
        int numbers = 0;
        int infinite = 0;
        int undefined = 0;
        for (Derivative derivative : derivatives(golden)) {
            double[] computed = derivative.on(devices.get(0));
            for (int i = 0; i < computed.length; i++) {
                double expected = derivative.dtype().round(derivative.expected()[i]);
                if (Double.isNaN(expected)) {
                    undefined++;
                } else if (Double.isInfinite(expected)) {
                    infinite++;
                } else {
                    numbers++;
                }
                if (!derivative.accepts(computed[i], i)) {
                    wrong.add(derivative + " at " + derivative.point(i) + ": " + computed[i] + ", not "
                            + derivative.expected()[i]);
                }
            }
        }
        if (Boolean.getBoolean("dualflow.test.errors")) {
            System.out.printf("%s: %d numbers, %d infinities, %d undefined%n", golden, numbers, infinite, undefined);
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void devicesEqualHost(GoldenCsv.Case golden) {
        List<Device> able = devices.stream()
                .skip(1)
                .filter(device -> device.supports(dtype(golden)))
                .toList();
        if (devices.size() == 1) {
            TestDevices.skip("there is no OpenCL device to compare with the host");
        }
        for (Derivative derivative : derivatives(golden)) {
            double[] host = derivative.on(devices.get(0));
            for (Device device : able) {
                double[] computed = derivative.on(device);
                for (int i = 0; i < host.length; i++) {
                    assertThat(Double.doubleToLongBits(computed[i]))
                            .as(
                                    "%s at %s on %s: %s, not %s",
                                    derivative, derivative.point(i), device, computed[i], host[i])
                            .isEqualTo(Double.doubleToLongBits(host[i]));
                }
            }
        }
    }

    /** Kinks are at zero and at ties, and nowhere else. */
    @ParameterizedTest
    @MethodSource("goldens")
    void kinksAreAtZeroAndAtTies(GoldenCsv.Case golden) {
        double[] kinks = golden.values("kink");
        for (int i = 0; i < kinks.length; i++) {
            if (kinks[i] == 1) {
                double a = golden.values(golden.has("x") ? "x" : "a")[i];
                assertThat(a).isEqualTo(golden.has("x") ? 0 : golden.values("b")[i] + 0.0);
            }
        }
    }

    /**
     * A derivative at all points of a case.
     *
     * @param word the arguments in which it is taken, one after the other
     * @param along whether the directions are the arguments themselves, not ones
     * @param scale the unit of errors where it is larger than the value itself; null for none
     */
    private record Derivative(
            Op op,
            DType dtype,
            String quantity,
            String word,
            List<double[]> points,
            boolean along,
            double[] expected,
            double[] scale) {
        double[] on(Device device) {
            List<Tensor> x = new ArrayList<>();
            List<Tensor> v = new ArrayList<>();
            for (double[] point : points) {
                Tensor argument = device.tensor(dtype, Shape.of(point.length), point);
                x.add(argument);
                v.add(along ? argument : device.fill(dtype, argument.shape(), 1));
            }
            return nested(op::on, word, v).apply(x).value().toDoubles();
        }

        boolean accepts(double computed, int i) {
            double exact = expected[i];
            double nearest = dtype.round(exact);
            if (Double.isNaN(nearest)) {
                return !Double.isFinite(computed);
            }
            if (Double.isInfinite(nearest)) {
                return computed == nearest;
            }
            double size = scale == null ? Math.abs(nearest) : Math.max(Math.abs(nearest), dtype.round(scale[i]));
            double unit = dtype == DType.FLOAT32 ? Math.ulp((float) size) : Math.ulp(size);
            double smallest = dtype == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE;
            double tolerance = TOLERANCES.getOrDefault(op.name(), USUAL) * unit;
            return Math.abs(computed - exact) <= Math.max(tolerance, UNDERFLOW * smallest);
        }

        String point(int i) {
            return points.stream().map(x -> x[i]).toList().toString();
        }

        @Override
        public String toString() {
            return dtype + " " + op.name() + " " + quantity + " (" + word + ")";
        }
    }

    private static List<Derivative> derivatives(GoldenCsv.Case golden) {
        List<Derivative> derivatives = new ArrayList<>();
        Op op = op(golden);
        for (String quantity : golden.quantities()) {
            if (quantity.matches("[dr]\\d")) {
                boolean along = quantity.startsWith("r");
                derivatives.add(new Derivative(
                        op,
                        dtype(golden),
                        quantity,
                        "x".repeat(quantity.charAt(1) - '0'),
                        List.of(golden.values(along ? "along" : "x")),
                        along,
                        golden.values(quantity),
                        golden.has(quantity + "_scale") ? golden.values(quantity + "_scale") : null));
            } else if (quantity.matches("d_\\d\\d")) {
                String scale = quantity + "_scale";
                for (String word : words(quantity.charAt(2) - '0', quantity.charAt(3) - '0')) {
                    derivatives.add(new Derivative(
                            op,
                            dtype(golden),
                            quantity,
                            word,
                            List.of(golden.values("a"), golden.values("b")),
                            false,
                            golden.values(quantity),
                            golden.has(scale) ? golden.values(scale) : null));
                }
            }
        }
        assertThat(derivatives).isNotEmpty();
        return derivatives;
    }

    /** All words of a number of a's and b's. */
    private static List<String> words(int a, int b) {
        if (a == 0 && b == 0) {
            return List.of("");
        }
        List<String> words = new ArrayList<>();
        if (a > 0) {
            words(a - 1, b).forEach(rest -> words.add("a" + rest));
        }
        if (b > 0) {
            words(a, b - 1).forEach(rest -> words.add("b" + rest));
        }
        return words;
    }

    private static TensorFunction nested(TensorFunction f, String word, List<Tensor> v) {
        if (word.isEmpty()) {
            return f;
        }
        TensorFunction inner = nested(f, word.substring(1), v);
        List<Tensor> directions = new ArrayList<>(v);
        if (v.size() == 2) {
            directions.set(word.charAt(0) == 'a' ? 1 : 0, null);
        }
        return x -> Autodiff.jvp(inner, x, directions).tangent();
    }

    private static DType dtype(GoldenCsv.Case golden) {
        return DType.valueOf(golden.name().split(" ", -1)[0].toUpperCase(Locale.ROOT));
    }

    private static Op op(GoldenCsv.Case golden) {
        String name = golden.name().split(" ", -1)[1];
        return OpCases.all().stream()
                .map(OpCase::op)
                .filter(op -> op.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
