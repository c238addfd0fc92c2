package dualflow.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.ArrayErrors;
import dualflow.testing.GoldenCsv;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives in one number, Hessians, their products and divergences. */
class SecondDerivativesTest {
    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    static Stream<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("jacobian/second_derivatives").cases().stream();
    }

    private static Tensor part(Tensor x, int i) {
        return Ops.sum(Ops.slice(x, -1, i, 1));
    }

    /** sin(a b) e^-c + ln(1 + a^2 + c^2). */
    private static Tensor function(Tensor x) {
        Tensor a = part(x, 0);
        Tensor c = part(x, 2);
        Tensor wave = Ops.multiply(Ops.sin(Ops.multiply(a, part(x, 1))), Ops.exp(Ops.negate(c)));
        return Ops.add(wave, Ops.log1p(Ops.add(Ops.multiply(a, a), Ops.multiply(c, c))));
    }

    /** (sin(a b), e^b a, tanh(a c)). */
    private static Tensor field(Tensor x) {
        Tensor a = Ops.slice(x, -1, 0, 1);
        Tensor b = Ops.slice(x, -1, 1, 1);
        Tensor c = Ops.slice(x, -1, 2, 1);
        Tensor first = Ops.concat(Ops.sin(Ops.multiply(a, b)), Ops.multiply(Ops.exp(b), a), -1);
        return Ops.concat(first, Ops.tanh(Ops.multiply(a, c)), -1);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void matchMpmath(GoldenCsv.Case golden) {
        Tensor x = device.tensor(DType.FLOAT64, golden.vector("x"));
        Tensor v = device.tensor(DType.FLOAT64, golden.vector("v"));
        assertNear(Autodiff.grad(SecondDerivativesTest::function, x), golden.values("gradient"));
        Tensor hessian = Autodiff.hessian(SecondDerivativesTest::function, x);
        assertThat(hessian.shape()).isEqualTo(Shape.of(3, 3));
        assertNear(hessian, golden.values("hessian"));
        assertNear(Autodiff.hvp(SecondDerivativesTest::function, x, v), golden.values("hvp"));
        assertNear(Autodiff.divergence(SecondDerivativesTest::field, x), golden.scalar("divergence"));
    }

    private static void assertNear(Tensor actual, double... expected) {
        assertThat(ArrayErrors.error(actual.toDoubles(), expected)).isLessThan(2e-15);
    }

    @Test
    void aFunctionOfOneNumberHasDerivativesOfEveryOrder() {
        assertThat(Autodiff.derivative(Ops::sin, 0.0)).isEqualTo(1);
        assertThat(Autodiff.derivative(x -> Ops.multiply(x, Ops.multiply(x, x)), 2.0))
                .isEqualTo(12);
        assertThat(Autodiff.derivative(a -> Autodiff.derivative(b -> Ops.multiply(b, Ops.multiply(b, b)), a), 2.0))
                .isEqualTo(12);
        assertThat(Autodiff.derivative(x -> x.device().scalar(DType.FLOAT64, 3), 2.0))
                .isZero();
    }

    @Test
    void aCurveHasAVelocity() {
        Tensor t = device.scalar(DType.FLOAT64, 0.5);
        Tensor directions = device.tensor(DType.FLOAT64, new double[][] {{1, 2}, {3, 4}});
        assertThat(Autodiff.derivative(s -> Ops.multiply(Ops.multiply(s, s), directions), t)
                        .toRows())
                .isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    }

    /** Of sum_ij x_ij^3 the Hessian is 6 x_ij on the diagonal; 70 numbers need two chunks of directions. */
    @Test
    void aHessianHasTheAxesOfItsPointTwice() {
        double[] numbers = IntStream.range(0, 70).mapToDouble(i -> i - 30).toArray();
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(7, 10), numbers);
        Tensor hessian = Autodiff.hessian(a -> Ops.sum(Ops.multiply(a, Ops.multiply(a, a))), x);
        assertThat(hessian.shape()).isEqualTo(Shape.of(7, 10, 7, 10));
        double[] expected = new double[70 * 70];
        for (int i = 0; i < 70; i++) {
            expected[i * 71] = 6 * numbers[i];
        }
        assertThat(ArrayErrors.error(hessian.toDoubles(), expected)).isZero();
    }

    @Test
    void aDivergenceIsTheTraceOfTheJacobian() {
        Tensor x = device.tensor(
                DType.FLOAT64,
                Shape.of(7, 10),
                IntStream.range(0, 70).mapToDouble(i -> i / 16.0).toArray());
        Tensor divergence = Autodiff.divergence(Ops::sin, x);
        assertThat(divergence.shape()).isEqualTo(Shape.SCALAR);
        assertThat(divergence.toDouble())
                .isCloseTo(
                        IntStream.range(0, 70)
                                .mapToDouble(i -> Math.cos(i / 16.0))
                                .sum(),
                        within(1e-13));
        Tensor none = device.tensor(DType.FLOAT64);
        assertThat(Autodiff.divergence(Ops::sin, none).toDouble()).isZero();
    }

    /** The gradient of the divergence of sin, -sin; and one divergence for each row. */
    @Test
    void aDivergenceIsAProgramToo() {
        Tensor x = device.tensor(DType.FLOAT64, 0.5, 2);
        assertThat(Autodiff.grad(a -> Autodiff.divergence(Ops::sin, a), x).toDoubles())
                .containsExactly(new double[] {-Math.sin(0.5), -Math.sin(2)}, within(1e-15));
        Tensor rows = device.tensor(DType.FLOAT64, new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertThat(Autodiff.vmap(a -> Autodiff.divergence(b -> Ops.multiply(b, b), a), rows)
                        .toDoubles())
                .containsExactly(6, 14, 22);
    }

    @Test
    void whatDoesNotFitIsRefusedByTheFunction() {
        Tensor x = device.tensor(DType.FLOAT64, 1, 2);
        assertThatThrownBy(() -> Autodiff.derivative(Ops::sin, x))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Autodiff.derivative: a derivative is that in one number, got an argument of shape [2]; take"
                                + " grad, jvp or jacobian");
        assertThatThrownBy(() -> Autodiff.derivative(a -> Ops.broadcast(a, Shape.of(3)), 1.0))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Autodiff.derivative: the function's result must be a scalar, got shape [3]; jvp gives the"
                        + " derivative of each number of it");
        assertThatThrownBy(() -> Autodiff.hessian(Ops::sin, x))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("Autodiff.hessian: the function's result must be a scalar, got shape [2]");
        assertThatThrownBy(() -> Autodiff.hvp(Ops::sum, x, device.tensor(DType.FLOAT64, 1, 2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("Autodiff.hvp: tangent 0 is float64[3], its argument is float64[2]");
        assertThatThrownBy(() -> Autodiff.divergence(Ops::sum, x))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Autodiff.divergence: a field has the shape of its argument, [2], got []; jacobian takes other"
                                + " functions");
    }
}
