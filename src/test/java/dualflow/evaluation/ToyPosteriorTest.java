package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureAtTime;
import dualflow.closedform.MixtureFlow;
import dualflow.device.host.HostDevice;
import dualflow.path.LinearSchedule;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The law of both ends of a path to a toy distribution. */
class ToyPosteriorTest {
    private static final double T = 0.6;
    private static final double[] X = {1.3, -0.4};

    private static MixtureFlow eightGaussians() {
        List<Gaussian> components = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            double angle = Math.PI * k / 4;
            components.add(new Gaussian(
                    new double[] {4 * Math.cos(angle), 4 * Math.sin(angle)}, new double[][] {{0.25, 0}, {0, 0.25}}));
        }
        double[] weights = new double[8];
        Arrays.fill(weights, 0.125);
        return new MixtureFlow(Gaussian.standard(2), new GaussianMixture(weights, components));
    }

    /** The closed forms of a mixture of eight normal distributions, which are another program. */
    @Test
    void equalsTheMixtureOfEightGaussians() {
        MixtureAtTime exact = eightGaussians().at(T);
        ToyPosterior.Ends ends = ToyPosterior.of(ToyData.EIGHT_GAUSSIANS).given(T, 1 - T, X);
        assertThat(ends.dataMean()).containsExactly(exact.conditionalMean(X), within(1e-12));
        assertThat(ends.logDensity()).isCloseTo(exact.logDensity(X), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(value = ToyData.class, names = "CHECKERBOARD", mode = EnumSource.Mode.EXCLUDE)
    void drawsPassThroughTheStateAndHaveItsMean(ToyData data) {
        ToyPosterior.Ends ends = ToyPosterior.of(data).given(T, 1 - T, X);
        Draws draws = new Draws(7);
        int n = 1000;
        double[] u = draws.uniforms(0, 0, n);
        double[] z = draws.normals(1, 0, 4 * n);
        double[] sum = new double[2];
        double[] squares = new double[2];
        for (int i = 0; i < n; i++) {
            double[] pair = ends.draw(u[i], z[4 * i], z[4 * i + 1], z[4 * i + 2], z[4 * i + 3]);
            for (int a = 0; a < 2; a++) {
                assertThat(T * pair[2 + a] + (1 - T) * pair[a]).isCloseTo(X[a], within(1e-12));
                sum[a] += pair[2 + a] / n;
                squares[a] += pair[2 + a] * pair[2 + a] / n;
            }
        }
        double[] mean = ends.dataMean();
        for (int a = 0; a < 2; a++) {
            double error = Math.sqrt((squares[a] - sum[a] * sum[a]) / n);
            assertThat(sum[a]).isCloseTo(mean[a], within(4.5 * error + 1e-9));
        }
    }

    /** With alpha = 1 and sigma = 0 the state is the data. */
    @Test
    void atTheEndTheStateIsTheData() {
        double[] x = {0.6, 0.8};
        ToyPosterior.Ends ends = ToyPosterior.of(ToyData.CIRCLES).given(1, 0, x);
        assertThat(ends.dataMean()).containsExactly(x, within(1e-12));
        assertThat(ends.logDensity()).isCloseTo(ToyDensity.log(ToyData.CIRCLES, x)[0], within(1e-12));
    }

    @Test
    void theCheckerboardIsNone() {
        assertThat(ToyPosterior.isOf(ToyData.CHECKERBOARD)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> ToyPosterior.of(ToyData.CHECKERBOARD));
    }

    /** A field that is the exact one of another program, but for 3 in one of two coordinates. */
    @Test
    void excessIsTheMeanSquareDistanceFromTheMarginalVelocity() {
        ToySamples samples = new ToySamples(ToyData.EIGHT_GAUSSIANS, 3);
        try (Device device = new HostDevice()) {
            ToyExcess measure = ToyExcess.of(samples, new LinearSchedule(), device);
            MixtureFlow flow = eightGaussians();
            LossExcess none = measure.of(
                    (t, x) -> {
                        double[] times = t.value().toDoubles();
                        double[] states = x.value().toDoubles();
                        double[] v = new double[states.length];
                        for (int i = 0; i < times.length; i++) {
                            double[] at = flow.velocity(times[i], new double[] {states[2 * i], states[2 * i + 1]});
                            v[2 * i] = at[0] + 3;
                            v[2 * i + 1] = at[1];
                        }
                        return device.tensor(DType.FLOAT64, x.shape(), v);
                    },
                    5,
                    device,
                    DType.FLOAT64);
            assertThat(none.step()).isEqualTo(5);
            assertThat(none.excess()).isCloseTo(4.5, within(1e-9));
            assertThat(none.standardError()).isCloseTo(0, within(1e-7));
        }
    }

    @Test
    void theExcessIsLookedAtAfterRoundNumbersOfSteps() {
        List<Long> steps = new ArrayList<>();
        for (long step = 1; step <= 120; step++) {
            if (LossExcess.isAt(step, 120)) {
                steps.add(step);
            }
        }
        assertThat(steps).containsExactly(1L, 2L, 3L, 5L, 10L, 20L, 30L, 50L, 100L, 120L);
        LossExcess excess = new LossExcess(1, 0.5, 0.1);
        assertThat(excess.high() - excess.low()).isCloseTo(2 * 0.196, within(1e-4));
    }
}
