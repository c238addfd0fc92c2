package dualflow.rounding;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The magnitude of values: of every op, of cancellation by hand, under and over the other transformations. */
class MagnitudeTest {
    /** The greatest error of an op in float32, in units of magnitude times one unit in the last place. */
    private static final double FACTOR = 3;

    /** The same of Winograd's algorithm, which adds numbers that are greater than its result. */
    private static final double WINOGRAD = 6;

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
        assertThat(worst).isLessThan(trial.op().name().contains("winograd") ? WINOGRAD : FACTOR);
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }
}
