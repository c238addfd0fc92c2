package dualflow.coupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.random.Draws;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkhornTest {
    private static final int N = 48;
    private static final double[] COST =
            SquaredDistances.between(new Draws(5).normals(1, 0, 2 * N), new Draws(6).normals(1, 0, 2 * N), 2);

    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("coupling/sinkhorn").cases();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void planMatchesGolden(GoldenCsv.Case golden) {
        double[] plan = new Sinkhorn(golden.scalar("epsilon"), 1e-13, 100_000)
                .plan(golden.values("cost"), golden.shape("cost")[0]);
        assertThat(plan).containsExactly(golden.values("plan"), Offset.offset(2e-13));
    }

    private static double cost(double[] plan) {
        double sum = 0;
        for (int i = 0; i < plan.length; i++) {
            sum += plan[i] * COST[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 50})
    void marginalsAreEqualWeights(double epsilon) {
        double tolerance = 1e-6;
        double[] plan = new Sinkhorn(epsilon, tolerance, 100_000).plan(COST, N);
        double rowError = 0;
        for (int i = 0; i < N; i++) {
            double row = 0;
            double column = 0;
            for (int j = 0; j < N; j++) {
                row += plan[i * N + j];
                column += plan[j * N + i];
            }
            rowError += Math.abs(row - 1.0 / N);
            assertThat(column).isCloseTo(1.0 / N, Offset.offset(1e-14));
        }
        assertThat(rowError).isLessThan(1.01 * tolerance);
    }

    /** The cost of the plan falls with epsilon, from that of independent pairs to that of the optimal assignment, which it exceeds by at most epsilon log n. */
    @Test
    void smallEpsilonTendsToTheAssignmentAndALargeOneToIndependence() {
        double exact = 0;
        int[] columnOf = OptimalAssignment.of(COST, N);
        double mean = 0;
        for (int i = 0; i < N; i++) {
            exact += COST[i * N + columnOf[i]] / N;
            for (int j = 0; j < N; j++) {
                mean += COST[i * N + j] / N / N;
            }
        }
        double before = mean;
        for (double epsilon : new double[] {1e6, 10, 1, 0.1, 0.02}) {
            double cost = cost(new Sinkhorn(epsilon, 1e-5, 100_000).plan(COST, N));
            assertThat(cost).isBetween(exact - 1e-4, Math.min(before + 1e-4, exact + epsilon * StrictMath.log(N)));
            if (epsilon == 1e6) {
                assertThat(cost).isCloseTo(mean, Offset.offset(1e-4));
            }
            before = cost;
        }
        assertThat(before).isCloseTo(exact, Offset.offset(0.02));
    }

    /** Costs a thousand times beyond what exp could bear in float64. */
    @Test
    void logarithmsDoNotUnderflow() {
        double[] plan = new Sinkhorn(1e-3, 1e-12, 100).plan(new double[] {1000, 0, 0, 1000}, 2);
        assertThat(plan).containsExactly(new double[] {0, 0.5, 0.5, 0}, Offset.offset(1e-15));
    }

    @Test
    void saysThatItHasNotConverged() {
        assertThatThrownBy(() -> new Sinkhorn(0.01, 1e-9, 20).plan(COST, N))
                .isInstanceOf(SinkhornException.class)
                .hasMessageStartingWith(
                        "Sinkhorn's method has not converged in 20 iterations at epsilon = 0.01: the weights of the rows are off by ")
                .hasMessageEndingWith(" in all; take a larger epsilon, or exact transport");
    }

    @ParameterizedTest
    @CsvSource({"0,1e-6,10", "-1,1e-6,10", "NaN,1e-6,10", "Infinity,1e-6,10", "1,0,10", "1,1,10", "1,NaN,10", "1,1e-6,0"
    })
    void rejectsSettingsOutOfRange(double epsilon, double tolerance, int iterations) {
        assertThatThrownBy(() -> new Sinkhorn(epsilon, tolerance, iterations))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Sinkhorn's method needs an epsilon above 0, a tolerance between 0 and 1 and one iteration or more; got "
                                + epsilon + ", " + tolerance + " and " + iterations);
    }

    @Test
    void rejectsCostsWithoutAPlan() {
        assertThatThrownBy(() -> new Sinkhorn(1).plan(new double[] {0, Double.NaN}, 1))
                .hasMessage("the cost of pairing row 0 with row 1 is NaN, not a finite number");
        for (int rows : new int[] {0, 3}) {
            assertThatThrownBy(() -> new Sinkhorn(1).plan(new double[4], rows))
                    .hasMessage("a plan needs rows and columns; got 4 costs for " + rows + " rows");
        }
        assertThatThrownBy(() -> new Sinkhorn(1).plan(new double[0], 1))
                .hasMessage("a plan needs rows and columns; got 0 costs for 1 rows");
    }
}
