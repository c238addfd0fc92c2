package dualflow.coupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.random.Draws;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimalAssignmentTest {
    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("coupling/assignment").cases();
    }

    private static double total(double[] cost, int[] columnOf) {
        int columns = cost.length / columnOf.length;
        double sum = 0;
        for (int i = 0; i < columnOf.length; i++) {
            sum += cost[i * columns + columnOf[i]];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void totalIsTheLeast(GoldenCsv.Case golden) {
        double[] cost = golden.values("cost");
        int rows = golden.shape("cost")[0];
        int[] columnOf = OptimalAssignment.of(cost, rows);
        assertThat(columnOf).hasSize(rows).doesNotHaveDuplicates();
        assertThat(total(cost, columnOf)).isEqualTo(golden.scalar("least"));
    }

    /** With costs (x - y)^2 of numbers, the cheapest pairs are those of equal rank. */
    @Test
    void numbersArePairedByRank() {
        int n = 256;
        double[] x = new Draws(1).normals(1, 0, n);
        double[] y = new Draws(2).uniforms(1, 0, n);
        int[] columnOf = OptimalAssignment.of(SquaredDistances.between(x, y, 1), n);
        double[] sortedX = Arrays.stream(x).sorted().toArray();
        double[] sortedY = Arrays.stream(y).sorted().toArray();
        for (int i = 0; i < n; i++) {
            assertThat(Arrays.binarySearch(sortedY, y[columnOf[i]])).isEqualTo(Arrays.binarySearch(sortedX, x[i]));
        }
    }

    /** A total below 1 of costs that reach 1e300 is still found. */
    @Test
    void hugeCostsDoNotHideSmallOnes() {
        double[] cost = {1e300, 1e300, 0.25, 0.5, 1e300, 1e300, 1e300, 0.125, 1e300};
        assertThat(OptimalAssignment.of(cost, 3)).containsExactly(2, 0, 1);
    }

    @Test
    void equalCostsKeepTheOrder() {
        assertThat(OptimalAssignment.of(new double[9], 3)).containsExactly(0, 1, 2);
    }

    @Test
    void rejectsCostsThatAreNotFinite() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> OptimalAssignment.of(new double[] {0, 1, bad, 0}, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the cost of pairing row 1 with row 0 is " + bad + ", not a finite number");
        }
    }

    @Test
    void rejectsShapesWithoutAnAssignment() {
        for (int rows : new int[] {0, -1, 4, 3}) {
            assertThatThrownBy(() -> OptimalAssignment.of(new double[6], rows))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an assignment needs one row or more and as many columns or more; got 6 costs for "
                            + rows + " rows");
        }
    }

    /** What is off the pairs costs more than the dual solution, so that no exchange of two or three pays. */
    @Test
    void noExchangePays() {
        int n = 64;
        double[] cost =
                SquaredDistances.between(new Draws(3).normals(1, 0, 2 * n), new Draws(4).normals(1, 0, 2 * n), 2);
        int[] c = OptimalAssignment.of(cost, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double kept = cost[i * n + c[i]] + cost[j * n + c[j]];
                double exchanged = cost[i * n + c[j]] + cost[j * n + c[i]];
                assertThat(exchanged).isGreaterThanOrEqualTo(kept - 1e-12);
                int k = (i + 7) % n;
                double three = kept + cost[k * n + c[k]];
                double turned = cost[i * n + c[j]] + cost[j * n + c[k]] + cost[k * n + c[i]];
                if (k != j && i != j) {
                    assertThat(turned).isGreaterThanOrEqualTo(three - 1e-12);
                }
            }
        }
        assertThat(total(cost, c)).isLessThan(total(cost, identity(n)) / 2);
    }

    private static int[] identity(int n) {
        int[] identity = new int[n];
        Arrays.setAll(identity, i -> i);
        return identity;
    }
}
