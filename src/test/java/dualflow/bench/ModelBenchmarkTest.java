package dualflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.calibration.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of several attempts is reported, with made-up measurements. */
class ModelBenchmarkTest {
    private final List<Double> repeated = new ArrayList<>();

    private static ModelFigures figures(double copyAfter, int attempt) {
        Timing timing = Timing.of(new double[] {attempt});
        return new ModelFigures(
                new Rates(480, 100, 100),
                new Rates(480, copyAfter, 100),
                attempt,
                timing,
                timing,
                timing.spread(),
                timing,
                timing,
                1,
                2,
                3,
                4,
                Optional.empty(),
                List.of());
    }

    private ModelFigures steadiest(double... copyAfter) {
        return ModelBenchmark.steadiest(attempt -> figures(copyAfter[attempt - 1], attempt), repeated::add);
    }

    @Test
    void theFirstSteadyAttemptIsGiven() {
        assertThat(steadiest(101).attempts()).isEqualTo(1);
        assertThat(repeated).isEmpty();
        ModelFigures second = steadiest(120, 101);
        assertThat(second.isSteady()).isTrue();
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(repeated)
                .hasSize(1)
                .first()
                .satisfies(drift -> assertThat(drift).isCloseTo(0.2, within(1e-12)));
    }

    @Test
    void onASwingingMachineTheAttemptWithTheLeastDriftIsGivenAsUnsteady() {
        ModelFigures figures = steadiest(120, 107, 150);
        assertThat(figures.isSteady()).isFalse();
        assertThat(figures.drift()).isCloseTo(0.07, within(1e-12));
        assertThat(figures.primal().median()).isEqualTo(2);
        assertThat(figures.attempts()).isEqualTo(3);
        assertThat(figures.fields())
                .containsEntry("steady", false)
                .containsEntry("primalMs", 2.0)
                .containsEntry("dualMsHigh", 2.0);
        assertThat(repeated).hasSize(2);
    }
}
