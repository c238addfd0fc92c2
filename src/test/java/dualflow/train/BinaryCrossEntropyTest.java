package dualflow.train;

import static dualflow.testing.ArrayErrors.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BinaryCrossEntropyTest {
    static Stream<GoldenCsv.Case> goldenCases() {
        return GoldenCsv.read("train/binary_cross_entropy").cases().stream();
    }

    /** Relative to the value itself, however small it is. */
    @ParameterizedTest
    @MethodSource("goldenCases")
    void lossJvpAndGradientMatchGolden(GoldenCsv.Case golden) {
        for (Device device : TestDevices.all()) {
            try (device) {
                for (DType dtype : DType.values()) {
                    if (device.supports(dtype)) {
                        double tolerance = dtype == DType.FLOAT64 ? 1e-14 : 2e-6;
                        Tensor x = tensor(golden, "x", device, dtype);
                        Tensor y = tensor(golden, "y", device, dtype);
                        Dual loss = Autodiff.jvp(
                                logits -> BinaryCrossEntropy.loss(logits, y), x, tensor(golden, "v", device, dtype));
                        requireClose(golden, "loss", loss.primal(), tolerance);
                        requireClose(golden, "loss_dot", loss.tangent(), tolerance);
                        Tensor gradient = Autodiff.grad(logits -> BinaryCrossEntropy.loss(logits, y), x);
                        assertThat(error(gradient.value().toDoubles(), golden.values("x_bar")))
                                .isLessThanOrEqualTo(tolerance);
                    }
                }
            }
        }
    }

    /** A confident and right answer has no loss and no gradient; the other answer's infinite loss does not count. */
    @Test
    void infiniteLogitsThatAreRightCostNothing() {
        double[] logits = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0};
        for (Device device : TestDevices.all()) {
            try (device) {
                for (DType dtype : DType.values()) {
                    if (device.supports(dtype)) {
                        Tensor x = device.tensor(dtype, Shape.of(3), logits);
                        Tensor y = device.tensor(dtype, Shape.of(3), 0, 1, 1);
                        Tensor v = device.tensor(dtype, Shape.of(3), 1, 1, 1);
                        Dual loss = Autodiff.jvp(at -> BinaryCrossEntropy.loss(at, y), x, v);
                        assertThat(loss.primal().value().toDouble()).isCloseTo(Math.log(2) / 3, within(1e-7));
                        assertThat(loss.tangent().value().toDouble()).isCloseTo(-0.5 / 3, within(1e-7));
                        double[] gradient = Autodiff.grad(at -> BinaryCrossEntropy.loss(at, y), x)
                                .value()
                                .toDoubles();
                        assertThat(gradient).containsExactly(new double[] {0, 0, -0.5 / 3}, within(1e-7));
                    }
                }
            }
        }
    }

    private static void requireClose(GoldenCsv.Case golden, String quantity, Tensor actual, double tolerance) {
        double expected = golden.scalar(quantity);
        assertThat(actual.value().toDouble())
                .as("%s in %s on %s", quantity, actual.dtype(), actual.device().id())
                .isCloseTo(expected, within(tolerance * Math.abs(expected)));
    }

    private static Tensor tensor(GoldenCsv.Case golden, String quantity, Device device, DType dtype) {
        return device.tensor(dtype, Shape.of(golden.shape(quantity)), golden.values(quantity));
    }

    @Test
    void rejectsShapeMismatch() {
        try (Device device = new HostDevice()) {
            Tensor logits = device.fill(DType.FLOAT64, Shape.of(2, 3), 0);
            Tensor one = device.fill(DType.FLOAT64, Shape.of(3), 0);
            assertThatThrownBy(() -> BinaryCrossEntropy.loss(logits, one))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("targets of shape [3] for logits of shape [2, 3]");
        }
    }
}
