package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmallMatricesTest {
    /** By hand: [2, 1; 1, 2] has 1 and 3; the symmetric matrix below has 0, 3, 6. */
    @Test
    void eigenvaluesAreThoseByHand() {
        assertThat(SmallMatrices.eigenvalues(new double[] {2, 1, 1, 2}, 2))
                .containsExactly(new double[] {1, 3}, within(1e-15));
        assertThat(SmallMatrices.eigenvalues(new double[] {2, -2, 0, -2, 3, -2, 0, -2, 4}, 3))
                .containsExactly(new double[] {0, 3, 6}, within(1e-14));
        assertThat(SmallMatrices.eigenvalues(new double[] {3, 0, 0, -1}, 2)).containsExactly(-1, 3);
        assertThat(SmallMatrices.eigenvalues(new double[] {0, 1, 1, 0}, 2))
                .containsExactly(new double[] {-1, 1}, within(1e-15));
    }

    @Test
    void smallEigenvaluesKeepTheirSign() {
        double[] nearlySingular = {1, 1, 1, 1 + 1e-12};
        assertThat(SmallMatrices.eigenvalues(nearlySingular, 2)[0]).isBetween(4e-13, 6e-13);
    }

    @Test
    void entriesThatAreNotFiniteHaveNoEigenvalues() {
        assertThat(SmallMatrices.eigenvalues(new double[] {1, Double.NaN, Double.NaN, 1}, 2))
                .containsOnly(Double.NaN);
    }

    @Test
    void conditionOfDiagonalAndSingularMatrices() {
        assertThat(SmallMatrices.condition(new double[] {4, 0, 0, 0.5}, 2)).isCloseTo(8, within(1e-14));
        assertThat(SmallMatrices.condition(new double[] {1, 2, 2, 4}, 2)).isGreaterThan(1e7);
    }
}
