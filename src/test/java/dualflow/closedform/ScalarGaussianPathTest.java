package dualflow.closedform;

import static dualflow.closedform.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ScalarGaussianPathTest {

    static List<GoldenCsv.Case> cases() {
        return GoldenCsv.read("closedform/scalar_gaussian_path").cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesGolden(GoldenCsv.Case golden) {
        double t = golden.scalar("t");

        assertClose("position", ScalarGaussianPath.position(t, -2), -2 * golden.scalar("position"), 1e-15);
        assertClose(
                "published position",
                ScalarGaussianPath.publishedPosition(t, -2),
                -2 * golden.scalar("published_position"),
                1e-15);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void velocityIsTheRateOfThePosition(GoldenCsv.Case golden) {
        double t = 0.01 + 0.98 * golden.scalar("t");
        double h = 1e-5;
        double rate = (ScalarGaussianPath.position(t + h, 3) - ScalarGaussianPath.position(t - h, 3)) / (2 * h);
        double publishedRate =
                (ScalarGaussianPath.publishedPosition(t + h, 3) - ScalarGaussianPath.publishedPosition(t - h, 3))
                        / (2 * h);

        assertThat(ScalarGaussianPath.velocity(t, ScalarGaussianPath.position(t, 3)))
                .isCloseTo(rate, within(1e-8));
        assertThat(ScalarGaussianPath.publishedVelocity(t, ScalarGaussianPath.publishedPosition(t, 3)))
                .isCloseTo(publishedRate, within(1e-8));
    }

    @Test
    void agreesWithTheGaussianFlow() {
        GaussianFlow flow = new GaussianFlow(Gaussian.standard(1), Gaussian.standard(1));

        for (double t : new double[] {0, 0.25, 0.5, 0.75, 1}) {
            assertThat(ScalarGaussianPath.velocity(t, 1.5))
                    .isCloseTo(flow.velocity(t, new double[] {1.5})[0], within(1e-15));
            assertThat(ScalarGaussianPath.position(t, 1.5))
                    .isCloseTo(flow.flowMap(t, new double[] {1.5})[0], within(1e-15));
        }
    }

    @Test
    void endsWhereThePaperSays() {
        assertThat(ScalarGaussianPath.position(0.5, 1)).isCloseTo(0.7071, within(1e-4));
        assertThat(ScalarGaussianPath.position(1, 1)).isEqualTo(1);
        assertThat(ScalarGaussianPath.publishedPosition(1, 1)).isCloseTo(0.8846, within(1e-4));
        assertThatThrownBy(() -> ScalarGaussianPath.position(1.1, 1)).isInstanceOf(InvalidArgumentException.class);
    }
}
