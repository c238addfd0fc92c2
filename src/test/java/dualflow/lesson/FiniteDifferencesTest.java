package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.FiniteDifference;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 9. */
class FiniteDifferencesTest {
    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private double error(FiniteDifference kind, UnaryOperator<Tensor> f, double x, double step, double exact) {
        Tensor at = device.scalar(DType.FLOAT64, x);
        Tensor one = device.scalar(DType.FLOAT64, 1);
        return Math.abs(kind.along(f, at, one, step).value().toDouble() - exact);
    }

    /** step / 2 + 2 u / step is least at 2 sqrt(u), u = 2^-53: about 2e-8. */
    @Test
    void bestStepIsNearTheRootOfTheRounding() {
        double best = error(FiniteDifference.FORWARD, Ops::exp, 0, 2 * Math.sqrt(0x1p-53), 1);
        assertThat(best).isLessThan(1e-7);
        for (double step : new double[] {1e-4, 1e-6, 1e-12, 1e-14}) {
            assertThat(error(FiniteDifference.FORWARD, Ops::exp, 0, step, 1)).isGreaterThan(best);
        }
    }

    /** Near 1.93 the float32 numbers are 2^-23 apart, so a difference over 1e-7 is a multiple of 1.19, where 1.09 is right. */
    @Test
    void differencesAreMultiplesOfTheGap() {
        Tensor x = device.scalar(DType.FLOAT32, 0.4);
        Tensor one = device.scalar(DType.FLOAT32, 1);
        assertThat(Math.ulp((float) FiniteDifferences.f(x).value().toDouble())).isEqualTo(0x1p-23f);
        double found = FiniteDifference.FORWARD
                .along(FiniteDifferences::f, x, one, 1e-7)
                .value()
                .toDouble();
        double multiple = found / (0x1p-23 / 1e-7);
        assertThat(multiple).isCloseTo(Math.rint(multiple), within(1e-6));
    }

    /** Rounding alone, so the larger step is the better. */
    @Test
    void squareHasNoErrorOfCurvature() {
        UnaryOperator<Tensor> square = x -> Ops.multiply(x, x);
        double large = error(FiniteDifference.CENTRAL, square, 0.4, 1, 0.8);
        assertThat(large).isLessThan(1e-15);
        assertThat(error(FiniteDifference.CENTRAL, square, 0.4, 1e-3, 0.8)).isBetween(1e-15, 1e-12);
        assertThat(error(FiniteDifference.CENTRAL, square, 0.4, 1e-6, 0.8)).isGreaterThan(1e-12);
    }
}
