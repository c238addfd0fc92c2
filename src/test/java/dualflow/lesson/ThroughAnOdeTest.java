package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 11. */
class ThroughAnOdeTest {
    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Dual end(ButcherTableau method, int steps) {
        Tensor x0 = device.scalar(DType.FLOAT64, 0.5);
        Tensor one = device.scalar(DType.FLOAT64, 1);
        return Autodiff.jvp(x -> ThroughAnOde.flow(method, steps, x), x0, one);
    }

    private double error(ButcherTableau method, int steps) {
        return Math.abs(end(method, steps).tangent().value().toDouble() - 3);
    }

    /** Like the first power and the fourth. */
    @Test
    void derivativesConvergeWithTheMethodsOrder() {
        assertThat(error(ButcherTableau.EULER, 100) / error(ButcherTableau.EULER, 200))
                .isBetween(1.9, 2.1);
        assertThat(error(ButcherTableau.RUNGE_KUTTA_4, 200) / error(ButcherTableau.RUNGE_KUTTA_4, 400))
                .isBetween(13.0, 17.0);
    }

    @Test
    void slopesIntegrateToTheLogarithmOfTheDerivative() {
        double integral = 0;
        int n = 10_000;
        for (int i = 0; i < n; i++) {
            double t = (i + 0.5) / n;
            integral += (9 * t - (1 - t)) / ((1 - t) * (1 - t) + 9 * t * t) / n;
        }
        assertThat(integral).isCloseTo(Math.log(3), within(1e-7));
    }

    @Test
    void densityIsDividedByTheDerivative() {
        Dual end = end(ButcherTableau.RUNGE_KUTTA_4, 100);
        double carried = normal(0.5) / end.tangent().value().toDouble();
        double there = normal((end.primal().value().toDouble() - 1) / 3) / 3;
        assertThat(carried).isCloseTo(there, within(1e-8));
    }

    private static double normal(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
