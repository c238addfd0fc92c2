package dualflow.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.random.Draws;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final double RHO = 0.55;

    /** J z = (z1, rho z1 + sqrt(1 - rho^2) z2), and a third that never changes. */
    private static JvpSamples linear(long seed, int first, int n, int k) {
        double[] z = Directions.GAUSSIAN.draw(new Draws(seed), 1, first, n, k, 2);
        double[] tangents = new double[z.length / 2 * 3];
        for (int row = 0; row < n * k; row++) {
            tangents[3 * row] = z[2 * row];
            tangents[3 * row + 1] = RHO * z[2 * row] + Math.sqrt(1 - RHO * RHO) * z[2 * row + 1];
        }
        return new JvpSamples(first, n, k, 3, new double[3 * n], tangents);
    }

    private static Selection selection(Condition condition, JvpSamples... chunks) {
        Selection selection = new Selection(3, Set.of(), condition, 500, 7);
        for (JvpSamples chunk : chunks) {
            selection.add(chunk);
        }
        return selection;
    }

    /** The standard error of a standard deviation of 500 replicates is 3 %. */
    @Test
    void theErrorIsThatOfTheDeltaMethod() {
        Selection selection = selection(null, linear(3, 0, 2000, 2));
        Estimate analytic = selection.moment().correlation().uncentred(0, 1).orElseThrow();
        Bootstrap.Interval resampled =
                selection.bootstrap().orElseThrow().uncentred(0, 1).orElseThrow();
        assertThat(resampled.standardError() / analytic.standardError()).isCloseTo(1, within(0.13));
        assertThat(resampled.low()).isCloseTo(analytic.low(), within(0.5 * analytic.standardError()));
        assertThat(resampled.high()).isCloseTo(analytic.high(), within(0.5 * analytic.standardError()));
        assertThat(resampled.replicates()).isEqualTo(500);
        Bootstrap.Interval centred =
                selection.bootstrap().orElseThrow().pearson(0, 1).orElseThrow();
        assertThat(centred.low()).isCloseTo(resampled.low(), within(0.01)).isNotEqualTo(resampled.low());
    }

    /** Eight directions that share a point, J z = (x z1, x z1 + z2), count as little as the points do. */
    @Test
    void pointsAreResampledAndNotDirections() {
        int n = 1000;
        int k = 8;
        Draws draws = new Draws(5);
        double[] x = draws.normals(0, 0, n);
        double[] tangents = Directions.GAUSSIAN.draw(draws, 1, 0, n, k, 2);
        for (int row = 0; row < n * k; row++) {
            tangents[2 * row] *= x[row % n];
            tangents[2 * row + 1] += tangents[2 * row];
        }
        Selection selection = new Selection(2, Set.of(), null, 400, 1);
        selection.add(new JvpSamples(0, n, k, 2, new double[2 * n], tangents));
        Estimate analytic = selection.moment().correlation().uncentred(0, 1).orElseThrow();
        Bootstrap.Interval resampled =
                selection.bootstrap().orElseThrow().uncentred(0, 1).orElseThrow();
        assertThat(resampled.standardError() / analytic.standardError()).isCloseTo(1, within(0.16));
        double asIfIndependent = (1 - analytic.value() * analytic.value()) / Math.sqrt(n * k);
        assertThat(resampled.standardError()).isGreaterThan(1.3 * asIfIndependent);
    }

    @Test
    void anyCutOfTheStreamGivesTheSameBits() {
        Condition condition = new Slab(0, 1);
        Bootstrap whole = selection(condition, linear(3, 0, 90, 2)).bootstrap().orElseThrow();
        Bootstrap parts = selection(condition, linear(3, 0, 31, 2), linear(3, 31, 59, 2))
                .bootstrap()
                .orElseThrow();
        assertThat(parts.uncentred(0, 1)).isPresent().isEqualTo(whole.uncentred(0, 1));
        assertThat(parts.pearson(0, 1)).isEqualTo(whole.pearson(0, 1));
        Selection other = new Selection(3, Set.of(), condition, 500, 8);
        other.add(linear(3, 0, 90, 2));
        assertThat(other.bootstrap().orElseThrow().uncentred(0, 1)).isNotEqualTo(whole.uncentred(0, 1));
    }

    @Test
    void whatIsUndefinedHasNoInterval() {
        Bootstrap one = selection(null, linear(3, 0, 1, 4)).bootstrap().orElseThrow();
        assertThat(one.uncentred(0, 1)).isEmpty();
        Selection many = selection(null, linear(3, 0, 50, 1));
        assertThat(many.bootstrap().orElseThrow().uncentred(0, 2)).isEmpty();
        assertThat(many.bootstrap().orElseThrow().pearson(2, 1)).isEmpty();
        assertThat(selection(new Slab(0, 1e-12), linear(3, 0, 50, 1))
                        .bootstrap()
                        .orElseThrow()
                        .uncentred(0, 1))
                .isEmpty();
        Selection held = new Selection(3, Set.of(1), null, 50, 7);
        held.add(linear(3, 0, 50, 1));
        assertThat(held.bootstrap().orElseThrow().uncentred(0, 1)).isEmpty();
        assertThat(new Selection(3, Set.of(), null, 0, 7).bootstrap()).isEmpty();
        assertThatThrownBy(() -> new Selection(3, Set.of(), null, 39, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 40 replicates");
    }
}
