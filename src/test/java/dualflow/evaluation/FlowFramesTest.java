package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.Tolerances;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames of flows, and the lines that pass through a particle. */
class FlowFramesTest {
    private static final OdeSolver SOLVER = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_5, Tolerances.of(1e-7));

    private static FlowFrames frames(PathLaw law, int particles, int frames, int draws) {
        try (Device device = new HostDevice()) {
            return FlowFrames.of(
                    law,
                    Optional.empty(),
                    SOLVER,
                    new FlowFrames.Settings(particles, frames, draws, 5),
                    device,
                    DType.FLOAT64);
        }
    }

    private static MixtureFlow plane() {
        return new MixtureFlow(
                new Gaussian(new double[] {0.2, -0.1}, new double[][] {{1, 0.3}, {0.3, 0.5}}),
                new GaussianMixture(
                        new double[] {0.3, 0.7},
                        List.of(
                                new Gaussian(new double[] {2, 1}, new double[][] {{0.4, -0.1}, {-0.1, 0.2}}),
                                new Gaussian(new double[] {-1, 0}, new double[][] {{0.2, 0}, {0, 0.6}}))));
    }

    @Test
    void linesPassThroughTheirParticleAndTheirMeanVelocityIsTheMarginalOne() {
        FlowFrames frames = frames(new MixtureLaw(plane()), 3, 5, 400);
        assertThat(frames.times()).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(frames.followed()).hasSize(3);
        for (int k = 0; k < 3; k++) {
            double t = frames.times()[k + 1];
            for (int i = 0; i < 3; i++) {
                FlowFrames.Passing one = frames.followed().get(k).get(i);
                assertThat(one.x()[1]).isEqualTo(frames.particles().get(k + 1)[2 * i + 1]);
                assertThat(one.exact()).isEqualTo(plane().velocity(t, one.x())).isEqualTo(one.field());
                for (int j = 0; j < one.x0().length; j++) {
                    assertThat((1 - t) * one.x0()[j] + t * one.x1()[j]).isCloseTo(one.x()[j % 2], within(1e-9));
                }
                for (int a = 0; a < 2; a++) {
                    assertThat(one.mean()[a]).isCloseTo(one.exact()[a], within(4.5 * one.standardError()[a]));
                    assertThat(one.standardError()[a]).isBetween(1e-3, 0.2);
                }
            }
        }
    }

    /** From N(0, 1) to N(0, 1) a particle is x0 sqrt((1-t)^2 + t^2), and the density at 0 is the normal one. */
    @Test
    void particlesAndDensityOfOneDimensionAreTheClosedForm() {
        Gaussian normal = Gaussian.standard(1);
        FlowFrames frames = frames(
                new MixtureLaw(new MixtureFlow(normal, new GaussianMixture(new double[] {1}, List.of(normal)))),
                6,
                3,
                2);
        double half = Math.sqrt(0.5);
        for (int i = 0; i < 6; i++) {
            double x0 = frames.particles().get(0)[i];
            assertThat(frames.particles().get(1)[i]).isCloseTo(half * x0, within(1e-6));
            assertThat(frames.particles().get(2)[i]).isCloseTo(x0, within(1e-6));
        }
        for (int cell = 0; cell < frames.cells(); cell += 17) {
            double x = frames.low()[0] + (frames.high()[0] - frames.low()[0]) * (cell + 0.5) / frames.cells();
            assertThat(frames.density().get(1)[cell]).isCloseTo(Math.exp(-x * x) / Math.sqrt(Math.PI), within(1e-12));
        }
    }

    /** The density of the plane is that of the time, row by row from the top. */
    @Test
    void densityOfThePlaneIsRowByRowFromTheTop() {
        FlowFrames frames = frames(new MixtureLaw(plane()), 2, 3, 2);
        int n = frames.cells();
        double side = (frames.high()[0] - frames.low()[0]) / n;
        double[] x = {frames.low()[0] + 30.5 * side, frames.high()[1] - 10.5 * side};
        assertThat(frames.density().get(2)[10 * n + 30])
                .isCloseTo(Math.exp(plane().at(1).logDensity(x)), within(1e-12));
        assertThat(frames.high()[1] - frames.low()[1]).isCloseTo(frames.high()[0] - frames.low()[0], within(1e-12));
    }

    @Test
    void toyDataHaveTheSameLawAsTheMixtureTheyAre() {
        ToyLaw toy = new ToyLaw(ToyPosterior.of(ToyData.TWO_MOONS));
        double[] x = {0.4, 0.3};
        double t = 0.7;
        Draws draws = new Draws(3);
        PathLaw.Ends ends = toy.given(t, x);
        double[] velocity = toy.velocity(t, x);
        double sum = 0;
        double squares = 0;
        int n = 2000;
        for (int i = 0; i < n; i++) {
            double[] pair = ends.draw(draws.uniforms(0, i, 1)[0], draws.normals(1, 4L * i, 4));
            sum += pair[2] - pair[0];
            squares += (pair[2] - pair[0]) * (pair[2] - pair[0]);
        }
        double mean = sum / n;
        assertThat(mean).isCloseTo(velocity[0], within(4.5 * Math.sqrt((squares / n - mean * mean) / n)));
        assertThat(toy.velocity(1, new double[] {0, 1})).hasSize(2).doesNotContain(Double.NaN);
        assertThat(toy.source(1, 2)).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 5", "5001, 5, 5", "5, 2, 5", "5, 202, 5", "5, 5, 1", "5, 5, 1001"})
    void refusesWhatCannotBeShown(int particles, int frames, int draws) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlowFrames.Settings(particles, frames, draws, 1))
                .withMessageContaining("it is from");
    }
}
