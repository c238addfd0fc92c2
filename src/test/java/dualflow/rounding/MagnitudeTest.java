package dualflow.rounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.TensorFunction;
import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.TracedValueException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The magnitude of values: of every op, of cancellation by hand, under and over the other transformations. */
class MagnitudeTest {
    /** The greatest error of an op in float32, in units of magnitude times one unit in the last place. */
    private static final double FACTOR = 3;

    /** The same of Winograd's algorithm, which adds numbers that are greater than its result. */
    private static final double WINOGRAD = 6;

    private static final double ULP = DType.FLOAT64.ulp();

    private final HostDevice device = new HostDevice();

    static Stream<OpCase> ops() {
        return OpCases.all().stream();
    }

    @ParameterizedTest
    @MethodSource("ops")
    void boundsTheErrorOfFloat32(OpCase trial) {
        Measured exact = Rounding.magnitude(trial.op()::on, trial.arguments(device, DType.FLOAT64));
        double[] single = numbers(trial.op().on(trial.arguments(device, DType.FLOAT32)));
        double[] value = numbers(exact.value());
        double[] magnitude = numbers(exact.magnitude());
        double worst = 0;
        for (int i = 0; i < value.length; i++) {
            if (single[i] != value[i]) {
                worst = Math.max(worst, Math.abs(single[i] - value[i]) / magnitude[i] / DType.FLOAT32.ulp());
            }
        }
        assertThat(worst).as("%s", trial).isLessThan(trial.op().name().contains("winograd") ? WINOGRAD : FACTOR);
    }

    @ParameterizedTest
    @MethodSource("ops")
    void keepsTheBitsOfValues(OpCase trial) {
        for (DType dtype : DType.values()) {
            for (List<Tensor> x : List.of(trial.arguments(device, dtype), trial.specialArguments(device, dtype))) {
                Measured measured = Rounding.magnitude(trial.op()::on, x);
                assertThat(numbers(measured.value()))
                        .isEqualTo(numbers(trial.op().on(x)));
                assertThat(measured.magnitude().shape())
                        .isEqualTo(measured.value().shape());
            }
            double[] magnitude = numbers(Rounding.magnitude(trial.op()::on, trial.arguments(device, dtype))
                    .magnitude());
            assertThat(Arrays.stream(magnitude).filter(m -> !(m >= 0))).isEmpty();
        }
    }

    /** The same op with one more axis in front, mapped or not, has the same magnitudes. */
    @ParameterizedTest
    @MethodSource("ops")
    void mapsOverLeadingAxes(OpCase trial) {
        OpCase batched = trial.batched(3);
        List<Tensor> x = batched.arguments(device, DType.FLOAT64);
        List<Boolean> mapped = Collections.nCopies(x.size(), true);
        double[] plain = numbers(Rounding.magnitude(trial.op()::on, x).magnitude());
        double[] above = numbers(Rounding.magnitude(at -> Autodiff.vmap(trial.op()::on, at, mapped), x)
                .magnitude());
        double[] below = numbers(
                Autodiff.vmap(at -> Rounding.magnitude(trial.op()::on, at).magnitude(), x, mapped));
        assertThat(above).isEqualTo(plain);
        assertThat(below).isEqualTo(plain);
    }

    // By hand

    @Test
    void sumKeepsWhatCancels() {
        Measured measured = of(x -> Ops.subtract(Ops.add(x.get(0), x.get(1)), x.get(0)), 1000, -0.5);
        assertThat(number(measured.value())).isEqualTo(-0.5);
        assertThat(number(measured.magnitude())).isEqualTo(2000.5);
    }

    /** Constants count as well: c x + d has |c| |x| + |d|. */
    @Test
    void constantsHaveTheirAbsoluteValue() {
        Measured measured = of(x -> Ops.shift(Ops.scale(x.get(0), -3), -5), -2);
        assertThat(number(measured.value())).isEqualTo(1);
        assertThat(number(measured.magnitude())).isEqualTo(11);
        Tensor three = scalar(-3);
        Measured product = of(x -> Ops.add(Ops.multiply(three, x.get(0)), three), -2);
        assertThat(number(product.magnitude())).isEqualTo(3 * (2 + 2) + 3);
        assertThat(number(of(x -> three, 1).magnitude())).isEqualTo(3);
    }

    /** log e - 1, where no argument occurs: 1 / e of e, 1 of log e, and 1. */
    @Test
    void operationsBetweenConstantsCanBeSeen() {
        MagnitudeAnalysis plain = new MagnitudeAnalysis();
        Measured measured =
                plain.results(x -> List.of(ofConstant(plain)), List.of()).get(0);
        assertThat(number(measured.value())).isEqualTo(0);
        assertThat(number(measured.magnitude())).isEqualTo(3, within(4 * ULP));
        MagnitudeAnalysis above = new MagnitudeAnalysis();
        TensorFunction mapped = x -> Autodiff.vmap(
                row -> Autodiff.jvp(at -> ofConstant(above), row, row).primal(), x, List.of(true));
        Tensor two = device.tensor(DType.FLOAT64, Shape.of(2), 5, 6);
        Measured rows =
                above.results(x -> List.of(mapped.apply(x)), List.of(two)).get(0);
        assertThat(numbers(rows.magnitude())).containsExactly(new double[] {3, 3}, within(4 * ULP));
    }

    private Tensor ofConstant(MagnitudeAnalysis analysis) {
        return Ops.shift(Ops.log(analysis.constant(scalar(Math.E))), -1);
    }

    /** Among arguments it is a constant as any other: what is moved or chosen of it as well, but not what is computed from it. */
    @Test
    void constantsOfTheProgramAreExactAmongArguments() {
        MagnitudeAnalysis analysis = new MagnitudeAnalysis();
        List<Measured> measured = analysis.results(
                x -> {
                    Tensor half = analysis.constant(scalar(0.5));
                    Tensor sum = Ops.add(half, half);
                    return List.of(
                            Ops.pow(x.get(0), half),
                            Ops.pow(x.get(0), Ops.abs(Ops.negate(half))),
                            Ops.subtract(sum, analysis.constant(scalar(1))),
                            half);
                },
                List.of(scalar(4)));
        assertThat(number(measured.get(0).magnitude())).isEqualTo(1 + 2, within(8 * ULP));
        assertThat(number(measured.get(1).magnitude()))
                .isEqualTo(number(measured.get(0).magnitude()));
        assertThat(number(measured.get(2).magnitude())).isEqualTo(2);
        assertThat(number(measured.get(3).magnitude())).isEqualTo(0.5);
    }

    @Test
    void oneMinusSquare() {
        double x = 1 + 0x1p-30;
        Measured measured = of(a -> Ops.shift(Ops.negate(Ops.multiply(a.get(0), a.get(0))), 1), x);
        assertThat(number(measured.magnitude())).isEqualTo(1 + 2 * x * x + ULP * x * x, within(ULP * 8));
    }

    /** M L - 1 for L = 3: M has the magnitude 1/3 + 3/9, so |M| 3 + 2/3 |L| + 1. */
    @Test
    void residualOfInverse() {
        Measured measured = Rounding.magnitude(
                l -> Ops.shift(Ops.matmul(Ops.triangularInverse(l.get(0)), l.get(0)), -1), List.of(matrix(1, 3)));
        assertThat(number(measured.value())).isEqualTo(0, within(ULP));
        assertThat(number(measured.magnitude())).isEqualTo(1 + 2 + 1, within(16 * ULP));
    }

    /** a c - b^2 of a covariance of rank one. */
    @Test
    void determinantOfSingularCovariance() {
        double a = 0.3;
        Measured measured =
                of(x -> Ops.subtract(Ops.multiply(x.get(0), x.get(2)), Ops.multiply(x.get(1), x.get(1))), a, a, a);
        assertThat(number(measured.value())).isEqualTo(0);
        assertThat(number(measured.magnitude())).isEqualTo(4 * a * a, within(8 * ULP));
    }

    /** With p the probabilities, p (|x| + p'|x| + 1) of each, 1 + 2 p'|x| of their sum, and as much of its logarithm, which is 0. */
    @Test
    void logarithmOfTotalProbability() {
        double[] x = {-3, 0.5, 2};
        double total = Arrays.stream(x).map(Math::exp).sum();
        double mean =
                Arrays.stream(x).map(a -> Math.exp(a) / total * Math.abs(a)).sum();
        Measured measured = Rounding.magnitude(
                a -> Ops.log(Ops.sum(Ops.softmax(a.get(0), 1))), List.of(device.tensor(DType.FLOAT64, Shape.of(3), x)));
        assertThat(number(measured.value())).isEqualTo(0, within(ULP));
        assertThat(number(measured.magnitude())).isEqualTo(1 + 2 * mean, within(64 * ULP));
    }

    /** What is 0 but for rounding, of magnitude 2: its square, its root and its reciprocal are only known as well as it. */
    @Test
    void secondOrderCountsWhereValuesVanish() {
        TensorFunction zero = x -> Ops.subtract(x.get(0), x.get(1));
        double u = 2 * ULP;
        assertThat(number(of(x -> Ops.pow(zero.apply(x), scalar(2)), 1, 1).magnitude()) * ULP)
                .isEqualTo(2 * u * u, within(u * u * 1e-9));
        assertThat(number(of(x -> Ops.multiply(zero.apply(x), zero.apply(x)), 1, 1)
                                .magnitude())
                        * ULP)
                .isEqualTo(u * u, within(u * u * 1e-9));
        assertThat(number(of(x -> Ops.sqrt(zero.apply(x)), 1, 1).magnitude()) * ULP)
                .isEqualTo(Math.sqrt(u) / 2, within(1e-15));
        assertThat(number(of(x -> Ops.divide(scalar(1), Ops.add(zero.apply(x), scalar(0x1p-60))), 1, 1)
                                .magnitude())
                        * ULP)
                .isGreaterThan(1 / u);
    }

    /** Exactly 0, an argument of no magnitude, has roots and powers of none, not of NaN. */
    @Test
    void exactZeroIsExact() {
        assertThat(number(of(x -> Ops.sqrt(x.get(0)), 0).magnitude())).isEqualTo(0);
        assertThat(number(of(x -> Ops.pow(x.get(0), scalar(2)), 0).magnitude())).isEqualTo(0);
        assertThat(number(of(x -> Ops.multiply(x.get(0), x.get(0)), 0).magnitude()))
                .isEqualTo(0);
    }

    /** Where the derivative does not exist: of a multiple eigenvalue, and of the root of a singular matrix. */
    @Test
    void matricesWithoutDerivativesHaveMagnitudes() {
        assertThat(number(Rounding.magnitude(x -> Ops.largestEigenvalue(x.get(0)), List.of(matrix(2, 1, 0, 0, 1)))
                        .magnitude()))
                .isEqualTo(1 + 1);
        assertThat(number(Rounding.magnitude(x -> Ops.largestEigenvalue(x.get(0)), List.of(matrix(2, 2, -1, -1, 2)))
                        .magnitude()))
                .isEqualTo(3 + 3, within(16 * ULP));
        assertThat(numbers(Rounding.magnitude(x -> Ops.matrixSquareRoot(x.get(0)), List.of(matrix(2, 0, 0, 0, 0)))
                        .magnitude()))
                .isEqualTo(new double[4]);
        double u = 2 * ULP; // of what is 0 but for rounding, of magnitude 2: as of the root of a number
        double[] root = numbers(Rounding.magnitude(
                        x -> Ops.matrixSquareRoot(Ops.subtract(x.get(0), x.get(1))),
                        List.of(matrix(2, 1, 0, 0, 1), matrix(2, 1, 0, 0, 1)))
                .magnitude());
        assertThat(root[0] * ULP).isEqualTo(Math.sqrt(u) / 2, within(1e-15));
        assertThat(root).containsOnly(root[0]);
        double[] regular =
                numbers(Rounding.magnitude(x -> Ops.matrixSquareRoot(x.get(0)), List.of(matrix(2, 4, 0, 0, 9)))
                        .magnitude());
        assertThat(regular[0]).isEqualTo(9.0 / 6 + 2, within(1e-12));
        assertThat(regular[3]).isEqualTo(9.0 / 6 + 3, within(1e-12));
    }

    /** The exponent is exact, and the base may be negative. */
    @Test
    void powerOfNegativeBase() {
        Measured measured = of(x -> Ops.pow(x.get(0), scalar(3)), -2);
        assertThat(number(measured.value())).isEqualTo(-8);
        assertThat(number(measured.magnitude())).isEqualTo(3 * 4 * 2 + 8);
    }

    /** An element that is less by a rounding error of 2000 may be the right one; one that is less by more is not. */
    @Test
    void selectionTakesTheMagnitudeOfWhatMayBeRight() {
        TensorFunction rounded = x -> Ops.subtract(Ops.add(x.get(0), x.get(1)), x.get(0)); // of magnitude 2000 + |b|
        double near = -0x1p-45;
        assertThat(number(of(x -> Ops.relu(rounded.apply(x)), 1000, near).value()))
                .isEqualTo(0);
        assertThat(number(of(x -> Ops.relu(rounded.apply(x)), 1000, near).magnitude()))
                .isEqualTo(2000, within(1e-9));
        assertThat(number(of(x -> Ops.relu(rounded.apply(x)), 1000, -1).magnitude()))
                .isEqualTo(0);
        for (boolean isNear : new boolean[] {true, false}) {
            double b = isNear ? near : -1;
            double expected = isNear ? 2000 : 0;
            assertThat(number(of(x -> Ops.maximum(Ops.zerosLike(x.get(0)), rounded.apply(x)), 1000, b)
                            .magnitude()))
                    .isEqualTo(expected, within(1e-9));
            assertThat(number(of(x -> Ops.minimum(Ops.negate(rounded.apply(x)), Ops.zerosLike(x.get(0))), 1000, b)
                            .magnitude()))
                    .isEqualTo(expected, within(1e-9));
            TensorFunction both = x -> Ops.concat(
                    Ops.insertAxes(rounded.apply(x), 0, 1), Ops.zerosLike(Ops.insertAxes(x.get(0), 0, 1)), -1);
            assertThat(number(of(x -> Ops.max(both.apply(x), 1), 1000, b).magnitude()))
                    .isEqualTo(expected, within(1e-9));
        }
    }

    @Test
    void whatIsNotSelectedDoesNotCount() {
        Measured measured = of(x -> Ops.where(Ops.compare(x.get(0), x.get(1)), x.get(0), Ops.log(x.get(1))), 2, -1);
        assertThat(number(measured.magnitude())).isEqualTo(2);
        measured = of(x -> Ops.select(Ops.relu(Ops.sign(x.get(1))), Ops.log(x.get(1))), 2, -1);
        assertThat(number(measured.value())).isEqualTo(0);
        assertThat(number(measured.magnitude())).isEqualTo(0);
    }

    // Other transformations

    /** The tangent of x x along 1 is 1 x + x 1, of magnitude 4 |x|. */
    @Test
    void derivativesHaveMagnitudesToo() {
        Tensor one = scalar(1);
        List<Measured> dual = Rounding.magnitudes(
                x -> {
                    Dual square = Autodiff.jvp(a -> Ops.multiply(a, a), x.get(0), one);
                    return List.of(square.primal(), square.tangent());
                },
                List.of(scalar(-3)));
        assertThat(number(dual.get(0).magnitude())).isEqualTo(18, within(36 * ULP));
        assertThat(number(dual.get(1).value())).isEqualTo(-6);
        assertThat(number(dual.get(1).magnitude())).isEqualTo(12);
    }

    /** A magnitude is a program itself: that of x x, (2 + u) x^2, has the derivative (4 + 2 u) x. */
    @Test
    void magnitudesHaveDerivatives() {
        Dual dual = Autodiff.jvp(
                x -> Rounding.magnitude(a -> Ops.multiply(a.get(0), a.get(0)), List.of(x))
                        .magnitude(),
                scalar(3),
                scalar(1));
        assertThat(number(dual.tangent())).isEqualTo(12, within(12 * ULP));
    }

    @Test
    void jacobiansInsideMapsHaveMagnitudes() {
        Tensor points = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, -2, 3, 0.5);
        TensorFunction jacobian = x -> Autodiff.jacobian(a -> Ops.multiply(a, Ops.sum(a)), x.get(0));
        Measured mapped = Rounding.magnitude(x -> Autodiff.vmap(jacobian, x, List.of(true)), List.of(points));
        assertThat(numbers(mapped.value())).isEqualTo(new double[] {0, 1, -2, -3, 6.5, 3, 0.5, 4});
        for (int row = 0; row < 2; row++) {
            Tensor point =
                    device.tensor(DType.FLOAT64, Shape.of(2), numbers(points)[2 * row], numbers(points)[2 * row + 1]);
            double[] alone =
                    numbers(Rounding.magnitude(jacobian, List.of(point)).magnitude());
            assertThat(Arrays.copyOfRange(numbers(mapped.magnitude()), 4 * row, 4 * row + 4))
                    .isEqualTo(alone);
        }
    }

    @Test
    void gradientsHaveMagnitudes() {
        Measured gradient = Rounding.magnitude(
                x -> Autodiff.grad(a -> Ops.sum(Ops.multiply(a, a)), x.get(0)),
                List.of(device.tensor(DType.FLOAT64, Shape.of(2), 3, -1)));
        assertThat(numbers(gradient.value())).isEqualTo(new double[] {6, -2});
        assertThat(numbers(gradient.magnitude())).isEqualTo(new double[] {12, 4});
    }

    /** A constant to differentiation still rounds. */
    @Test
    void stopGradientKeepsTheMagnitude() {
        Measured measured = of(x -> Ops.stopGradient(Ops.subtract(x.get(0), x.get(1))), 5, 4);
        assertThat(number(measured.magnitude())).isEqualTo(9);
    }

    @Test
    void valuesOutliveInnerArenas() {
        Measured measured = of(
                x -> {
                    Tensor at = x.get(0);
                    for (int step = 0; step < 3; step++) {
                        try (Arena arena = device.arena()) {
                            Tensor next = Ops.multiply(Ops.subtract(at, x.get(1)), at);
                            arena.keep(next);
                            at = next;
                        }
                    }
                    return at;
                },
                1.5,
                0.25);
        assertThat(number(measured.value())).isPositive();
        assertThat(number(measured.magnitude())).isGreaterThan(number(measured.value()));
    }

    @Test
    void refusesNumbersOfTracedValues() {
        assertThatThrownBy(() -> of(x -> scalar(x.get(0).value().toDouble()), 1))
                .isInstanceOf(TracedValueException.class)
                .hasMessageContaining("inside a magnitude");
    }

    private Measured of(TensorFunction f, double... x) {
        return Rounding.magnitude(
                f, Arrays.stream(x).<Tensor>mapToObj(this::scalar).toList());
    }

    private Tensor scalar(double x) {
        return device.scalar(DType.FLOAT64, x);
    }

    private Tensor matrix(int d, double... x) {
        return device.tensor(DType.FLOAT64, Shape.of(d, d), x);
    }

    private static double number(Tensor x) {
        return x.value().toDoubles()[0];
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }
}
