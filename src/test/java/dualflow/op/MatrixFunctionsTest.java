package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exponential and the logarithm of matrices, which are composed of primitives, with their first and second derivatives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixFunctionsTest {
    /** In units of what an ulp in the argument can do, to the value and in the order of magnitude to the derivatives. */
    private static final double TOLERANCE = 16;

    private enum Function {
        EXPONENTIAL,
        LOGARITHM,
        SQUARE_ROOT;

        Tensor of(Tensor x) {
            return switch (this) {
                case EXPONENTIAL -> Ops.matrixExponential(x);
                case LOGARITHM -> Ops.matrixLogarithm(x);
                case SQUARE_ROOT -> Ops.matrixSquareRoot(x);
            };
        }
    }

    private List<Device> devices;
    private Device host;

    @BeforeAll
    void openDevices() {
        devices = TestDevices.all();
        host = devices.get(0);
    }

    @AfterAll
    void closeDevices() {
        devices.forEach(Device::close);
    }

    static Stream<Arguments> goldens() {
        return Stream.of(Function.EXPONENTIAL, Function.LOGARITHM)
                .flatMap(function ->
                        GoldenCsv.read("op/matrix_" + function.name().toLowerCase(Locale.ROOT)).cases().stream()
                                .map(golden -> Arguments.of(function, golden)));
    }

    private static Tensor input(GoldenCsv.Case golden, String quantity, Device device) {
        DType dtype = DType.valueOf(golden.name().split(" ", -1)[0].toUpperCase(Locale.ROOT));
        return device.tensor(dtype, Shape.of(golden.shape(quantity)), golden.values(quantity));
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    /** f, its derivative along v, and the derivative of that along v. */
    private static List<Tensor> withDerivatives(Function function, Tensor x, Tensor v) {
        UnaryOperator<Tensor> slope = at -> Autodiff.jvp(function::of, at, v).tangent();
        Dual twice = Autodiff.jvp(slope, x, v);
        return List.of(function.of(x), twice.primal(), twice.tangent());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void valuesAndDerivativesMatchGolden(Function function, GoldenCsv.Case golden) {
        Tensor x = input(golden, "x", host);
        List<Tensor> computed = withDerivatives(function, x, input(golden, "x_dot", host));
        double unit = x.dtype() == DType.FLOAT32 ? 0x1p-24 : 0x1p-53;
        List<String> quantities = List.of("y", "y_dot", "y_dot_dot");
        for (int k = 0; k < quantities.size(); k++) {
            double[] expected = golden.values(quantities.get(k));
            double[] scale = golden.values(quantities.get(k) + "_scale");
            double[] y = numbers(computed.get(k));
            double worst = 0;
            for (int i = 0; i < y.length; i++) {
                worst = Math.max(worst, Math.abs(y[i] - expected[i]) / (unit * scale[i]));
            }
            if (Boolean.getBoolean("dualflow.test.errors")) {
                System.out.printf("%s %s %s: %.3f%n", function, golden, quantities.get(k), worst);
            }
            assertThat(worst).as("%s: error of %s", golden, quantities.get(k)).isLessThanOrEqualTo(TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void devicesEqualHost(Function function, GoldenCsv.Case golden) {
        List<Device> able = devices.stream()
                .skip(1)
                .filter(device -> device.supports(input(golden, "x", host).dtype()))
                .toList();
        if (devices.size() == 1) {
            TestDevices.skip("there is no OpenCL device to compare with the host");
        }
        List<Tensor> expected = withDerivatives(function, input(golden, "x", host), input(golden, "x_dot", host));
        for (Device device : able) {
            List<Tensor> computed =
                    withDerivatives(function, input(golden, "x", device), input(golden, "x_dot", device));
            for (int k = 0; k < expected.size(); k++) {
                assertThat(numbers(computed.get(k))).as("%s", device).containsExactly(numbers(expected.get(k)));
            }
        }
    }

    /** What stands beside a matrix does not affect a bit of its result, though each needs its own number of squarings or roots. */
    @ParameterizedTest
    @MethodSource("goldens")
    void matricesDoNotAffectEachOther(Function function, GoldenCsv.Case golden) {
        Tensor x = input(golden, "x", host);
        Tensor v = input(golden, "x_dot", host);
        int d = x.shape().dim(-1);
        int count = x.shape().size() / (d * d);
        List<double[]> alone = new ArrayList<>();
        Tensor rows = Ops.reshape(x, Shape.of(count, d, d));
        Tensor tangents = Ops.reshape(v, Shape.of(count, d, d));
        for (int i = 0; i < count; i++) {
            alone.add(flat(withDerivatives(function, row(rows, i), row(tangents, i))));
        }
        Tensor large = Ops.scale(rows, 1.0 / 256);
        Tensor small = Ops.scale(rows, 3);
        Tensor all = Ops.concat(Ops.concat(large, rows, -3), small, -3);
        Tensor allTangents = Ops.concat(Ops.concat(tangents, tangents, -3), tangents, -3);
        List<Tensor> together = withDerivatives(function, all, allTangents);
        for (int i = 0; i < count; i++) {
            int at = count + i;
            double[] own = flat(together.stream().map(y -> row(y, at)).toList());
            assertThat(own).containsExactly(alone.get(i));
        }
    }

    private static Tensor row(Tensor x, int i) {
        return Ops.reshape(Ops.slice(x, -3, i, 1), x.shape().trailing(2));
    }

    private static double[] flat(List<Tensor> x) {
        return x.stream().flatMapToDouble(y -> Arrays.stream(numbers(y))).toArray();
    }

    /** All four ways of taking a second derivative, at multiples of the identity. */
    @Test
    void derivativesInForwardAndReverseAgreeWhereEigenvaluesAreEqual() {
        Tensor u = matrix(1, 0.5, -1, 0.5, -2, 0.25, -1, 0.25, 3);
        Tensor v = matrix(0.25, 1, 2, 1, -1, -0.5, 2, -0.5, 1.5);
        Tensor weights = matrix(1, 2, 3, 4, 5, 6, 7, 8, 9);
        for (Function function : Function.values()) {
            for (double c : new double[] {1, 2}) {
                Tensor x = matrix(c, 0, 0, 0, c, 0, 0, 0, c);
                UnaryOperator<Tensor> f = a -> Ops.sum(Ops.multiply(weights, function.of(a)));
                UnaryOperator<Tensor> forward = a -> Autodiff.jvp(f, a, v).tangent();
                UnaryOperator<Tensor> reverse = a -> Ops.sum(Ops.multiply(Autodiff.grad(f, a), v));
                double expected = Autodiff.jvp(forward, x, u).tangent().value().toDouble();
                double curvature = curvature(function, c);
                // f(c + h) = f(c) + f'(c) h + f''(c) h^2 / 2 + ...: to second order u and v occur as (u v + v u) / 2.
                Tensor product = Ops.scale(Ops.add(Ops.matmul(u, v), Ops.matmul(v, u)), 0.5 * curvature);
                double byHand = Ops.sum(Ops.multiply(weights, product)).value().toDouble();
                assertThat(expected)
                        .as("%s at %s", function, c)
                        .isCloseTo(byHand, Offset.offset(1e-13 * Math.abs(byHand)));
                for (Tensor other : List.of(
                        Autodiff.jvp(reverse, x, u).tangent(),
                        Ops.sum(Ops.multiply(Autodiff.grad(forward, x), u)),
                        Ops.sum(Ops.multiply(Autodiff.grad(reverse, x), u)))) {
                    assertThat(other.value().toDouble()).isCloseTo(expected, Offset.offset(1e-13 * Math.abs(byHand)));
                }
            }
        }
    }

    private Tensor matrix(double... numbers) {
        return host.tensor(DType.FLOAT64, Shape.of(3, 3), numbers);
    }

    /** The second derivative of the function of numbers. */
    private static double curvature(Function function, double c) {
        return switch (function) {
            case EXPONENTIAL -> StrictMath.exp(c);
            case LOGARITHM -> -1 / (c * c);
            case SQUARE_ROOT -> -0.25 / (c * Math.sqrt(c));
        };
    }

    @Test
    void logarithmIsDefinedForAllPositiveDefiniteMatricesAndNoOthers() {
        Tensor wide = matrix(1e200, 0, 0, 0, 1e-100, 0, 0, 0, 3);
        double[] log = numbers(Ops.matrixLogarithm(wide));
        double[] expected = {StrictMath.log(1e200), 0, 0, 0, StrictMath.log(1e-100), 0, 0, 0, StrictMath.log(3)};
        assertThat(log).containsExactly(expected, Offset.offset(2e-12));
        Tensor indefinite = matrix(1, 0, 0, 0, -1, 0, 0, 0, 1);
        assertThat(numbers(Ops.matrixLogarithm(indefinite))).containsOnly(Double.NaN);
        assertThat(numbers(Autodiff.grad(x -> Ops.trace(Ops.matrixLogarithm(x)), indefinite)))
                .containsOnly(Double.NaN);
    }

    @Test
    void exponentialOfVeryLargeMatrixIsRefusedAsNaN() {
        Tensor large = matrix(-3891, 0, 0, 0, -1, 0, 0, 0, 0);
        assertThat(numbers(Ops.matrixExponential(large))[0]).isZero();
        assertThat(numbers(Ops.matrixExponential(Ops.scale(large, 1.01)))).containsOnly(Double.NaN);
    }

    @Test
    void emptyMatricesHaveEmptyResults() {
        for (Function function : Function.values()) {
            for (Shape shape : List.of(Shape.of(2, 0, 0), Shape.of(0, 3, 3))) {
                assertThat(function.of(host.tensor(DType.FLOAT64, shape)).shape())
                        .isEqualTo(shape);
            }
        }
    }
}
