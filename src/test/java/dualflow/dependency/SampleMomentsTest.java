package dualflow.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.random.Draws;
import org.junit.jupiter.api.Test;

class SampleMomentsTest {
    @Test
    void momentsOfFourPointsAreExact() {
        SampleMoments moments = SampleMoments.of(new double[] {1, 0, 3, 0, 1, 4, 3, 8}, 2);
        assertThat(moments.mean()).containsExactly(2, 3);
        assertThat(moments.covariance()).isDeepEqualTo(new double[][] {{1, 1}, {1, 11}});
        // Products of deviations: 1 1 1 1; 3 -3 -1 5; 9 9 1 25.
        assertThat(moments.covarianceError()[0][0]).isZero();
        assertThat(moments.covarianceError()[0][1]).isCloseTo(Math.sqrt(10.0 / 4), within(1e-15));
        assertThat(moments.covarianceError()[1][1]).isCloseTo(Math.sqrt((788.0 / 4 - 121) / 4), within(1e-14));
        assertThat(moments.meanError()[1]).isCloseTo(Math.sqrt(11.0 / 4), within(1e-15));
    }

    /** The variance of a mean is 1/n, of a variance 2/n and of a covariance 1/n for standard normal samples. */
    @Test
    void errorsOfNormalNumbersAreTheKnownOnes() {
        int n = 100_000;
        SampleMoments moments = SampleMoments.of(new Draws(5).normals(0, 0, 2 * n), 2);
        assertThat(moments.meanError()[0]).isCloseTo(Math.sqrt(1.0 / n), within(0.02 * Math.sqrt(1.0 / n)));
        assertThat(moments.covarianceError()[0][0]).isCloseTo(Math.sqrt(2.0 / n), within(0.03 * Math.sqrt(2.0 / n)));
        assertThat(moments.covarianceError()[0][1]).isCloseTo(Math.sqrt(1.0 / n), within(0.03 * Math.sqrt(1.0 / n)));
    }
}
