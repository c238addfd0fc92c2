package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Figure1Test {
    private static Figure1 figure;

    @BeforeAll
    static void compute() {
        try (Device device = new HostDevice()) {
            figure = Figure1.compute(device, DType.FLOAT64, 42070);
        }
    }

    @Test
    void factorsAreTheKnownOnes() {
        assertThat(figure.factors())
                .extracting(factor -> Math.rint(factor.value() * 1e5) / 1e5)
                .containsExactly(1.0, 0.98710, 0.99871, 1.00072, 0.88464, 0.88405);
    }

    @Test
    void exactPathsEndWhereTheyStart() {
        for (double[] path : figure.exact()) {
            assertThat(path[999]).isCloseTo(path[0], within(1e-15));
        }
    }

    @Test
    void eulerPathsAreTheFactorTimesTheirStart() {
        for (double[] path : figure.euler()) {
            assertThat(path[999]).isCloseTo(figure.factors().get(2).value() * path[0], within(1e-12));
        }
        for (double[] path : figure.published()) {
            assertThat(path[999]).isCloseTo(figure.factors().get(5).value() * path[0], within(1e-12));
        }
    }
}
