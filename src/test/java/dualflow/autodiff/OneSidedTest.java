package dualflow.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OneSidedTest {
    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private double derivative(UnaryOperator<Tensor> f, double x, double v, int order, OneSided.Side side) {
        Tensor point = device.scalar(DType.FLOAT64, x);
        Tensor direction = device.scalar(DType.FLOAT64, v);
        return OneSided.derivative(a -> f.apply(a.get(0)), List.of(point), List.of(direction), order, side);
    }

    private static Arguments at(double x, UnaryOperator<Tensor> f, double[] left, double[] right) {
        return Arguments.of(x, f, left, right);
    }

    private static double[] of(double... derivatives) {
        return derivatives;
    }

    private static Tensor square(Tensor x) {
        return Ops.multiply(x, x);
    }

    /** Point, function, first to fourth derivative on the left and on the right, by hand. */
    static Stream<Arguments> functions() {
        return Stream.of(
                at(0, Ops::abs, of(-1, 0, 0, 0), of(1, 0, 0, 0)),
                at(0, x -> Ops.abs(Ops.sin(x)), of(-1, 0, 1, 0), of(1, 0, -1, 0)),
                at(0, x -> Ops.multiply(Ops.abs(x), Ops.exp(x)), of(-1, -2, -3, -4), of(1, 2, 3, 4)),
                at(0, x -> Ops.relu(Ops.sin(x)), of(0, 0, 0, 0), of(1, 0, -1, 0)),
                // x^2 grows on both sides, x^3 on one; the first non-zero derivative decides.
                at(0, x -> Ops.abs(square(x)), of(0, 2, 0, 0), of(0, 2, 0, 0)),
                at(0, x -> Ops.abs(Ops.multiply(x, square(x))), of(0, 0, -6, 0), of(0, 0, 6, 0)),
                at(0, x -> Ops.relu(Ops.negate(square(x))), of(0, 0, 0, 0), of(0, 0, 0, 0)),
                at(1, x -> Ops.maximum(x, square(x)), of(1, 0, 0, 0), of(2, 2, 0, 0)),
                at(1, x -> Ops.minimum(x, square(x)), of(2, 2, 0, 0), of(1, 0, 0, 0)),
                at(0, x -> Ops.subtract(Ops.relu(x), Ops.relu(Ops.negate(x))), of(1, 0, 0, 0), of(1, 0, 0, 0)),
                at(0, x -> Ops.relu(Ops.abs(Ops.scale(x, -2))), of(-2, 0, 0, 0), of(2, 0, 0, 0)),
                at(2, Ops::abs, of(1, 0, 0, 0), of(1, 0, 0, 0)),
                // Each number of a vector moves by itself.
                at(0, x -> Ops.sum(Ops.abs(vector(x, Ops.shift(x, 1)))), of(0, 0, 0, 0), of(2, 0, 0, 0)),
                at(0, x -> Ops.sum(Ops.relu(vector(x, square(x)))), of(0, 2, 0, 0), of(1, 2, 0, 0)),
                at(
                        0,
                        x -> Ops.sum(Ops.maximum(vector(x, Ops.shift(x, 1)), vector(Ops.negate(x), Ops.cos(x)))),
                        of(-1, -1, 0, 1),
                        of(2, 0, 0, 0)),
                at(0, x -> Ops.max(vector(x, Ops.negate(x), Ops.scale(x, 2)), 1), of(-1, 0, 0, 0), of(2, 0, 0, 0)),
                at(0, x -> Ops.max(vector(x, square(x)), 1), of(0, 2, 0, 0), of(1, 0, 0, 0)),
                at(0, x -> Ops.min(vector(x, square(x)), 1), of(1, 0, 0, 0), of(0, 2, 0, 0)));
    }

    private static Tensor vector(Tensor... numbers) {
        Tensor vector = Ops.reshape(numbers[0], Shape.of(1));
        for (int i = 1; i < numbers.length; i++) {
            vector = Ops.concat(vector, Ops.reshape(numbers[i], Shape.of(1)), -1);
        }
        return vector;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void sidesOfEveryOrderAreExact(double x, UnaryOperator<Tensor> f, double[] left, double[] right) {
        for (int order = 1; order <= 4; order++) {
            assertThat(derivative(f, x, 1, order, OneSided.Side.LEFT)).isCloseTo(left[order - 1], within(1e-14));
            assertThat(derivative(f, x, 1, order, OneSided.Side.RIGHT)).isCloseTo(right[order - 1], within(1e-14));
        }
    }

    /** Along -v left and right are exchanged; the derivative of order n changes its sign n times. */
    @ParameterizedTest
    @MethodSource("functions")
    void theOtherDirectionExchangesTheSides(double x, UnaryOperator<Tensor> f, double[] left, double[] right) {
        for (int order = 1; order <= 4; order++) {
            double sign = order % 2 == 0 ? 1 : -1;
            assertThat(derivative(f, x, -1, order, OneSided.Side.LEFT))
                    .isCloseTo(sign * right[order - 1], within(1e-14));
            assertThat(derivative(f, x, -1, order, OneSided.Side.RIGHT))
                    .isCloseTo(sign * left[order - 1], within(1e-14));
        }
    }

    @Test
    void verticalTangentsAndEndsOfADomainHaveOneSide() {
        assertThat(derivative(Ops::sqrt, 0, 1, 1, OneSided.Side.RIGHT)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(derivative(Ops::sqrt, 0, 1, 1, OneSided.Side.LEFT)).isNaN();
        UnaryOperator<Tensor> roots = x -> Ops.sum(Ops.sqrt(vector(x, Ops.shift(x, 1))));
        assertThat(derivative(roots, 0, 1, 1, OneSided.Side.RIGHT)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(derivative(roots, 0, 1, 1, OneSided.Side.LEFT)).isNaN();
        UnaryOperator<Tensor> power = x -> Ops.pow(x, device.scalar(DType.FLOAT64, 1.5));
        assertThat(derivative(power, 0, 1, 1, OneSided.Side.RIGHT)).isZero();
        assertThat(derivative(power, 0, 1, 1, OneSided.Side.LEFT)).isNaN();
        UnaryOperator<Tensor> square = x -> Ops.pow(x, device.scalar(DType.FLOAT64, 2));
        assertThat(derivative(square, 0, 1, 2, OneSided.Side.LEFT)).isEqualTo(2);
    }

    /** sqrt(-x) and sqrt(|x|) fall towards 0 without bound on the left. */
    @Test
    void minusZeroDoesNotTurnAVerticalTangent() {
        for (UnaryOperator<Tensor> f : List.<UnaryOperator<Tensor>>of(
                x -> Ops.sqrt(Ops.negate(x)), x -> Ops.sqrt(Ops.abs(x)), x -> Ops.sqrt(Ops.relu(Ops.negate(x))))) {
            assertThat(derivative(f, 0, 1, 1, OneSided.Side.LEFT)).isEqualTo(Double.NEGATIVE_INFINITY);
        }
        assertThat(derivative(x -> Ops.sqrt(Ops.abs(x)), 0, 1, 1, OneSided.Side.RIGHT))
                .isEqualTo(Double.POSITIVE_INFINITY);
        for (OneSided.Side side : OneSided.Side.values()) {
            assertThat(derivative(x -> Ops.sqrt(Ops.abs(x)), 0, 1, 2, side)).isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    /** atan2(y, -1) is pi at y = 0 and -pi just below; from above its slope there is that of -arctan y. */
    @Test
    void atan2HasADerivativeOnOneSideOfItsCut() {
        UnaryOperator<Tensor> angle = y -> Ops.atan2(y, device.tensor(DType.FLOAT64, Shape.of(2), -1, 1));
        UnaryOperator<Tensor> first = y -> Ops.sum(Ops.slice(angle.apply(y), -1, 0, 1));
        UnaryOperator<Tensor> second = y -> Ops.sum(Ops.slice(angle.apply(y), -1, 1, 1));
        assertThat(derivative(first, 0, 1, 1, OneSided.Side.RIGHT)).isEqualTo(-1);
        assertThat(derivative(first, 0, 1, 3, OneSided.Side.RIGHT)).isEqualTo(2);
        assertThat(derivative(first, 0, 1, 1, OneSided.Side.LEFT)).isNaN();
        assertThat(derivative(first, -0.0, 1, 1, OneSided.Side.RIGHT)).isNaN();
        assertThat(derivative(first, -0.0, 1, 1, OneSided.Side.LEFT)).isEqualTo(-1);
        UnaryOperator<Tensor> along = x -> Ops.atan2(device.scalar(DType.FLOAT64, 0), Ops.shift(x, -1));
        for (OneSided.Side side : OneSided.Side.values()) {
            assertThat(derivative(second, 0, 1, 1, side)).isEqualTo(1);
            assertThat(derivative(along, 0, 1, 1, side)).isZero();
        }
    }

    /** x^y with a y that moves has no value for negative x, even where y is whole. */
    @Test
    void powerWithAMovingExponentEndsAtZero() {
        UnaryOperator<Tensor> power = x -> Ops.pow(x, Ops.shift(x, 2));
        assertThat(derivative(power, 0, 1, 1, OneSided.Side.RIGHT)).isZero();
        assertThat(derivative(power, 0, 1, 1, OneSided.Side.LEFT)).isNaN();
    }

    @ParameterizedTest
    @EnumSource(OneSided.Side.class)
    void jumpOfWhatRestsIsNone(OneSided.Side side) {
        UnaryOperator<Tensor> scaled = x -> Ops.multiply(Ops.floor(device.scalar(DType.FLOAT64, 3)), Ops.abs(x));
        assertThat(derivative(scaled, 0, 1, 1, side)).isEqualTo(side == OneSided.Side.LEFT ? -3 : 3);
        TensorFunction product = a -> Ops.multiply(Ops.floor(a.get(0)), Ops.abs(a.get(1)));
        List<Tensor> at = List.of(device.scalar(DType.FLOAT64, 3), device.scalar(DType.FLOAT64, 0));
        List<Tensor> direction = Arrays.asList(null, device.scalar(DType.FLOAT64, 1));
        assertThat(OneSided.derivative(product, at, direction, 1, side)).isEqualTo(side == OneSided.Side.LEFT ? -3 : 3);
    }

    @ParameterizedTest
    @EnumSource(OneSided.Side.class)
    void jumpHasNoDerivativeOnEitherSide(OneSided.Side side) {
        assertThat(derivative(Ops::sign, 0, 1, 1, side)).isNaN();
        assertThat(derivative(x -> Ops.multiply(Ops.sign(x), x), 2, 1, 1, side)).isEqualTo(1);
    }

    @Test
    void severalVariablesMoveTogether() {
        List<Tensor> x = List.of(device.scalar(DType.FLOAT64, 1), device.scalar(DType.FLOAT64, 1));
        List<Tensor> v = Arrays.asList(device.scalar(DType.FLOAT64, 3), device.scalar(DType.FLOAT64, 5));
        TensorFunction larger = a -> Ops.maximum(a.get(0), a.get(1));
        assertThat(OneSided.derivative(larger, x, v, 1, OneSided.Side.LEFT)).isEqualTo(3);
        assertThat(OneSided.derivative(larger, x, v, 1, OneSided.Side.RIGHT)).isEqualTo(5);
        List<Tensor> one = Arrays.asList(null, device.scalar(DType.FLOAT64, 1));
        assertThat(OneSided.derivative(larger, x, one, 1, OneSided.Side.LEFT)).isZero();
        assertThat(OneSided.derivative(larger, x, one, 1, OneSided.Side.RIGHT)).isEqualTo(1);
    }

    private Tensor pair(Tensor a, Tensor b) {
        return Ops.concat(Ops.reshape(a, Shape.of(1)), Ops.reshape(b, Shape.of(1)), -1);
    }

    /** |h (3, 4)| = 5 |h|, and |(h + h^2, 0)| = |h + h^2|. */
    @Test
    void normsAtZeroHaveTwoSides() {
        UnaryOperator<Tensor> cone = x -> Ops.norm(pair(Ops.scale(x, 3), Ops.scale(x, 4)), 1);
        assertThat(derivative(cone, 0, 1, 1, OneSided.Side.LEFT)).isCloseTo(-5, within(1e-15));
        assertThat(derivative(cone, 0, 1, 1, OneSided.Side.RIGHT)).isCloseTo(5, within(1e-15));
        assertThat(derivative(cone, 0, 1, 2, OneSided.Side.RIGHT)).isZero();
        UnaryOperator<Tensor> bent = x -> Ops.hypot(Ops.add(x, Ops.multiply(x, x)), Ops.scale(x, 0));
        assertThat(derivative(bent, 0, 1, 1, OneSided.Side.LEFT)).isEqualTo(-1);
        assertThat(derivative(bent, 0, 1, 2, OneSided.Side.LEFT)).isEqualTo(-2);
        assertThat(derivative(bent, 0, 1, 2, OneSided.Side.RIGHT)).isEqualTo(2);
    }

    /** |(h^2, 2 h^2)| is smooth; |(h, h^2)| = |h| (1 + h^2 / 2 + ...) has a third derivative that the direction alone does not give. */
    @Test
    void normsOfWhatMovesSlowlyFromZeroAreFollowed() {
        UnaryOperator<Tensor> slow = x -> Ops.norm(pair(Ops.multiply(x, x), Ops.scale(Ops.multiply(x, x), 2)), 1);
        for (OneSided.Side side : OneSided.Side.values()) {
            assertThat(derivative(slow, 0, 1, 1, side)).isZero();
            assertThat(derivative(slow, 0, 1, 2, side)).isCloseTo(2 * Math.sqrt(5), within(1e-14));
        }
        UnaryOperator<Tensor> curved = x -> Ops.hypot(x, Ops.multiply(x, x));
        assertThat(derivative(curved, 0, 1, 2, OneSided.Side.RIGHT)).isZero();
        assertThat(derivative(curved, 0, 1, 3, OneSided.Side.RIGHT)).isNaN();
    }
}
