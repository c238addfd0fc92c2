package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.dependency.SampleMoments;
import dualflow.device.host.HostDevice;
import dualflow.evaluation.MixtureTensors;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.flow.VelocityField;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Figure2Test {
    private static final int PARTICLES = 4000;
    /** Sixty entries, not independent: normal deviates would go beyond it for one seed in 400,000. */
    private static final double STANDARD_ERRORS = 5.5;

    private static final GoldenCsv GOLDEN = GoldenCsv.read("flow/mixture_moments");
    private static Figure2 figure;
    private static final List<Long> PROGRESS = new ArrayList<>();

    @BeforeAll
    static void compute() {
        try (Device device = new HostDevice()) {
            figure = Figure2.compute(device, DType.FLOAT64, PARTICLES, 42069, PROGRESS::add);
        }
    }

    @Test
    void exactMomentsMatchGolden() {
        for (Figure2.Panel panel : figure.panels()) {
            GoldenCsv.Case golden = GOLDEN.at("exact t=" + panel.t());
            assertThat(panel.mean()).containsExactly(golden.vector("mean"), within(1e-7));
            for (int i = 0; i < 2; i++) {
                assertThat(panel.covariance()[i]).containsExactly(golden.matrix("covariance")[i], within(1e-7));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "published"})
    void particlesHaveTheGoldenMoments(String field) {
        for (Figure2.Panel panel : figure.panels()) {
            GoldenCsv.Case golden = GOLDEN.at(field + " t=" + panel.t());
            SampleMoments moments = field.equals("exact") ? panel.exact() : panel.published();
            for (int i = 0; i < 2; i++) {
                assertThat(moments.mean()[i])
                        .isCloseTo(golden.vector("mean")[i], within(STANDARD_ERRORS * moments.meanError()[i]));
                for (int j = 0; j < 2; j++) {
                    assertThat(moments.covariance()[i][j])
                            .isCloseTo(
                                    golden.matrix("covariance")[i][j],
                                    within(STANDARD_ERRORS * moments.covarianceError()[i][j]));
                }
            }
        }
    }

    /** The published drift spreads the particles four times as wide as the mixture: that is not a sampling error. */
    @Test
    void publishedDriftDoesNotReachTheMixture() {
        Figure2.Panel end = figure.panels().get(5);
        for (int i = 0; i < 2; i++) {
            double excess = end.published().covariance()[i][i] - end.covariance()[i][i];
            assertThat(excess).isGreaterThan(20 * end.published().covarianceError()[i][i]);
        }
    }

    @Test
    void pathsAreSolvedToSixDigits() {
        try (Device device = new HostDevice()) {
            MixtureVelocity field = MixtureTensors.velocity(figure.flow(), device, DType.FLOAT64);
            assertThat(solve(device, field)).containsExactly(ends(false), within(1e-6));
            assertThat(solve(device, field.asPublished())).containsExactly(ends(true), within(1e-6));
        }
    }

    @Test
    void progressCountsBothFields() {
        assertThat(PROGRESS).isSorted().last().isEqualTo(2L * PARTICLES);
    }

    private static double[] ends(boolean published) {
        Figure2.Panel end = figure.panels().get(5);
        double[][] particles = published ? end.publishedParticles() : end.exactParticles();
        return Arrays.stream(particles)
                .limit(50)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static double[] solve(Device device, VelocityField field) {
        double[] starts = Arrays.stream(figure.panels().get(0).exactParticles())
                .limit(50)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        Tensor x0 = device.tensor(DType.FLOAT64, Shape.of(50, 2), starts);
        return OdeSolver.adaptive(Tolerances.of(1e-10))
                .solve(field, x0, TimeGrid.of(0, 1))
                .value()
                .toDoubles();
    }
}
