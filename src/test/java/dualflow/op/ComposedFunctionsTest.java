package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Elementwise functions that are composed of primitives: their values and slopes where these would be lost, or are a convention. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposedFunctionsTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private final Device host = new HostDevice();

    @AfterAll
    void close() {
        host.close();
    }

    private Tensor vector(double... numbers) {
        return host.tensor(DType.FLOAT64, Shape.of(numbers.length), numbers);
    }

    private double[] slopes(UnaryOperator<Tensor> f, double... x) {
        Tensor at = vector(x);
        return Autodiff.jvp(f, at, host.fill(DType.FLOAT64, at.shape(), 1))
                .tangent()
                .value()
                .toDoubles();
    }

    private double[] values(UnaryOperator<Tensor> f, double... x) {
        return f.apply(vector(x)).value().toDoubles();
    }

    @Test
    void ceilIsTheLeastIntegerAbove() {
        assertThat(values(Ops::ceil, -1.5, -0.5, 1, 1.5)).containsExactly(-1, -0.0, 1, 2);
    }

    @Test
    void straightThroughHasTheValuesOfTheFunctionAndTheDerivativeOfTheIdentity() {
        UnaryOperator<Tensor> f = x -> Ops.straightThrough(Ops::round, x);
        assertThat(values(f, -1.5, 0.3, 2.5, 1e300)).containsExactly(-2, 0, 2, 1e300);
        assertThat(slopes(f, -1.5, 0.3, 2.5, 1e300)).containsExactly(1, 1, 1, 1);
        assertThat(slopes(Ops::round, -1.5, 0.3, 2.5)).containsExactly(0, 0, 0);
    }

    /** At x = 0 the slope in x is ln y, infinite at y = 0, and that in y is 0, as x is held there. */
    @Test
    void xlogyIsZeroAtZeroWithItsSlopes() {
        Tensor x = vector(0, 0, 2);
        Tensor y = vector(0, 3, 3);
        Tensor ones = vector(1, 1, 1);
        assertThat(Ops.xlogy(x, y).value().toDoubles()).containsExactly(0, 0, 2 * Elementary.log(3.0));
        Dual inX = Autodiff.jvp(at -> Ops.xlogy(at, y), x, ones);
        assertThat(inX.tangent().value().toDoubles()).containsExactly(-INF, Elementary.log(3.0), Elementary.log(3.0));
        Dual inY = Autodiff.jvp(at -> Ops.xlogy(x, at), y, ones);
        assertThat(inY.tangent().value().toDoubles()).containsExactly(0, 0, 2.0 / 3);
        Tensor mixed = Autodiff.jvp(
                        at -> Autodiff.jvp(b -> Ops.xlogy(at, b), y, ones).tangent(), x, ones)
                .tangent();
        assertThat(mixed.value().toDoubles()).containsExactly(INF, 1.0 / 3, 1.0 / 3);
    }

    @Test
    void entropyOfCertaintyHasNoNaN() {
        Tensor p = vector(1, 0);
        assertThat(Autodiff.jvp(at -> Ops.sum(Ops.xlogy(at, at)), p, vector(0, 0))
                        .tangent()
                        .value()
                        .toDouble())
                .isZero();
    }

    @Test
    void thresholdAndMaskedFillChooseExactNumbers() {
        assertThat(values(x -> Ops.threshold(x, 1, -7), 0.5, 1, 1.5, INF)).containsExactly(-7, -7, 1.5, INF);
        assertThat(slopes(x -> Ops.threshold(x, 1, -7), 0.5, 1, 1.5)).containsExactly(0, 0, 1);
        Tensor mask = vector(1, 0);
        assertThat(values(x -> Ops.maskedFill(x, mask, -INF), Double.NaN, 2)).containsExactly(-INF, 2);
        assertThat(slopes(x -> Ops.maskedFill(x, mask, -INF), Double.NaN, 2)).containsExactly(0, 1);
    }

    /** As in PyTorch. */
    @Test
    void slopesAtKinks() {
        assertThat(slopes(x -> Ops.leakyRelu(x, 0.25), -1, 0, 1)).containsExactly(0.25, 0.25, 1);
        assertThat(slopes(x -> Ops.elu(x, 0.5), 0, -0.0, 800)).containsExactly(0.5, 0.5, 1);
        assertThat(slopes(Ops::hardTanh, -1, 0, 1)).containsExactly(0, 1, 0);
    }

    @Test
    void limitsAreReachedWithoutNaN() {
        for (UnaryOperator<Tensor> f : List.<UnaryOperator<Tensor>>of(Ops::mish, Ops::geluTanh, Ops::gelu)) {
            assertThat(values(f, -INF, -1e300, -1000, 1000, 1e300, INF)).containsExactly(0, 0, 0, 1000, 1e300, INF);
            assertThat(slopes(f, -INF, -1e300, -1000, 1000, 1e300, INF)).containsExactly(0, 0, 0, 1, 1, 1);
        }
        assertThat(values(x -> Ops.elu(x, 2), -INF, INF)).containsExactly(-2, INF);
        assertThat(values(Ops::hardTanh, -INF, INF)).containsExactly(-1, 1);
        assertThat(values(x -> Ops.leakyRelu(x, 0.5), Double.NaN)[0]).isNaN();
    }

    /** The logistic function of 2 u(-8), times -8, by mpmath; 1 + tanh u is 0 there. */
    @Test
    void geluHasNoCancellation() {
        assertThat(values(Ops::geluTanh, -8)[0])
                .isCloseTo(GELU_TANH_OF_MINUS_8, Offset.offset(-1e-13 * GELU_TANH_OF_MINUS_8));
    }

    private static final double GELU_TANH_OF_MINUS_8 = -3.1077829375011112e-21;

    @Test
    void maskedSoftmaxOfNothingIsZero() {
        Tensor x = host.tensor(DType.FLOAT64, Shape.of(2, 3), 1, Double.NaN, 2, 5, 6, INF);
        Tensor mask = host.tensor(DType.FLOAT64, Shape.of(2, 3), 1, 0, 1, 0, 0, 0);
        Tensor v = host.tensor(DType.FLOAT64, Shape.of(2, 3), 1, INF, 0, 1, 2, 3);
        Dual y = Autodiff.jvp(at -> Ops.maskedSoftmax(at, mask, 1), x, v);
        double p = Elementary.sigmoid(-1.0);
        double[] found = y.primal().value().toDoubles();
        assertThat(found[0]).isCloseTo(p, Offset.offset(1e-15));
        assertThat(found[2]).isCloseTo(1 - p, Offset.offset(1e-15));
        assertThat(List.of(found[1], found[3], found[4], found[5])).containsOnly(0.0);
        double[] tangent = y.tangent().value().toDoubles();
        assertThat(tangent[0]).isCloseTo(p * (1 - p), Offset.offset(1e-15));
        assertThat(tangent[2]).isCloseTo(-p * (1 - p), Offset.offset(1e-15));
        assertThat(List.of(tangent[1], tangent[3], tangent[4], tangent[5])).allMatch(each -> each == 0);
        double[] gradient = Autodiff.grad(
                        at -> Ops.sum(Ops.multiply(Ops.maskedSoftmax(at, mask, 1), Ops.maskedFill(v, v, 1))), x)
                .value()
                .toDoubles();
        assertThat(gradient).doesNotContain(Double.NaN);
    }

    @Test
    void maskBroadcasts() {
        Tensor x = vector(0, 0);
        Tensor mask = host.tensor(DType.FLOAT64, Shape.of(2, 1), 1, 0);
        Tensor y = Ops.maskedSoftmax(x, mask, 1);
        assertThat(y.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(y.value().toDoubles()).containsExactly(0.5, 0.5, 0, 0);
    }
}
