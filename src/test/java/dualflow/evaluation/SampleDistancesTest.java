package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.random.Draws;
import org.junit.jupiter.api.Test;

class SampleDistancesTest {
    private final Draws draws = new Draws(3);

    @Test
    void inOneDimensionEverySliceIsTheWassersteinDistance() {
        double[] x = {1, 0};
        double[] y = {2, 4};
        // 0 goes to 2 and 1 to 4
        assertThat(SampleDistances.slicedWasserstein(x, y, 1, 1, 5, draws)).isCloseTo(2.5, within(1e-15));
        assertThat(SampleDistances.slicedWasserstein(x, y, 1, 2, 5, draws)).isCloseTo(Math.sqrt(6.5), within(1e-15));
        assertThat(SampleDistances.slicedWasserstein(x, new double[] {0, 1}, 1, 2, 5, draws))
                .isZero();
    }

    @Test
    void shiftBySIsSAlongEachDirection() {
        // W_2^2 of projections on u is (s . u)^2, whose mean over directions is |s|^2 / d; W_1 is |s . u|, in the plane
        // on average 2 |s| / pi.
        int n = 50;
        double[] x = new Draws(5).normals(0, 0, 2 * n);
        double[] y = x.clone();
        for (int i = 0; i < n; i++) {
            y[2 * i] += 3;
            y[2 * i + 1] -= 4;
        }
        int directions = 20_000;
        // (s . u)^2 = 25 cos^2 has the deviation 25 / sqrt(8), |s . u| = 5 |cos| that of 5 sqrt(1/2 - 4/pi^2)
        double squared = Math.pow(SampleDistances.slicedWasserstein(x, y, 2, 2, directions, draws), 2);
        assertThat(squared).isCloseTo(12.5, within(4 * 25 / Math.sqrt(8.0 * directions)));
        assertThat(SampleDistances.slicedWasserstein(x, y, 2, 1, directions, draws))
                .isCloseTo(10 / Math.PI, within(4 * 5 * Math.sqrt((0.5 - 4 / (Math.PI * Math.PI)) / directions)));
    }

    @Test
    void squaredMmdIsTheUnbiasedEstimate() {
        double[] x = {0, 1};
        double[] y = {0, 2};
        double a = StrictMath.exp(-0.5);
        double b = StrictMath.exp(-2);
        assertThat(SampleDistances.squaredMmd(x, y, 1, 1)).isCloseTo(a + b - (1 + b + 2 * a) / 2, within(1e-15));
        // In two dimensions the distances are |x_i - y_j|^2 = 2 and 4: at the bandwidth sqrt(2), exp(-1/2) and exp(-1).
        double[] p = {0, 0, 1, 1};
        double[] q = {1, -1, 2, 0};
        double mean = (a + StrictMath.exp(-1) + StrictMath.exp(-1) + a) / 4;
        assertThat(SampleDistances.squaredMmd(p, q, 2, Math.sqrt(2))).isCloseTo(2 * a - 2 * mean, within(1e-15));
        // Against itself each pair of a sample with itself counts too: e^-1/2 twice less the mean of 1, 1, e^-1/2,
        // e^-1/2.
        assertThat(SampleDistances.squaredMmd(x, x, 1, 1)).isCloseTo(2 * a - (1 + a), within(1e-15));
    }

    @Test
    void discrepancyOfEqualDistributionsIsZeroOnAverage() {
        double sum = 0;
        double squares = 0;
        int repetitions = 200;
        for (int k = 0; k < repetitions; k++) {
            double[] x = new Draws(k).normals(1, 0, 40);
            double[] y = new Draws(k).normals(2, 0, 60);
            double found = SampleDistances.squaredMmd(x, y, 2, 1);
            sum += found;
            squares += found * found;
        }
        assertThat(sum / repetitions).isCloseTo(0, within(4 * Math.sqrt(squares) / repetitions));
    }

    @Test
    void wrongSamplesAreRefused() {
        double[] one = {1};
        double[] two = {1, 2};
        double[] three = {1, 2, 3};
        assertThatThrownBy(() -> SampleDistances.slicedWasserstein(two, three, 1, 2, 5, draws))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and 3 samples");
        assertThatThrownBy(() -> SampleDistances.slicedWasserstein(two, two, 1, 3, 5, draws))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SampleDistances.squaredMmd(one, two, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two samples or more");
        assertThatThrownBy(() -> SampleDistances.squaredMmd(three, two, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 numbers do not make samples of 2");
    }
}
