package dualflow.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GaussianTest {

    private static final double[] MEAN = {1, 2};

    @Test
    void isImmutable() {
        double[] mean = {1, 2};
        double[][] covariance = {{2, 1}, {1, 2}};
        Gaussian gaussian = new Gaussian(mean, covariance);
        mean[0] = 9;
        covariance[0][0] = 9;
        gaussian.mean()[0] = 9;
        gaussian.covariance()[0][0] = 9;

        assertThat(gaussian.mean()).containsExactly(1, 2);
        assertThat(gaussian.covariance()).isDeepEqualTo(new double[][] {{2, 1}, {1, 2}});
    }

    @Test
    void mendsRoundingAsymmetry() {
        Gaussian gaussian = new Gaussian(MEAN, new double[][] {{2, 1 + 1e-13}, {1, 2}});

        assertThat(gaussian.covariance()[0][1])
                .isEqualTo(gaussian.covariance()[1][0])
                .isGreaterThan(1);
    }

    @Test
    void acceptsSingularCovariances() {
        assertThat(new Gaussian(MEAN, new double[2][2]).dimension()).isEqualTo(2);
        assertThat(new Gaussian(MEAN, new double[][] {{1, 1}, {1, 1}}).dimension())
                .isEqualTo(2);
        assertThat(new Gaussian(MEAN, new double[][] {{1e-320, 0}, {0, 1e300}}).dimension())
                .isEqualTo(2);
    }

    @Test
    void rejectsWhatIsNoCovariance() {
        assertRejected(new double[][] {{1, 0}}, "1 rows where 2 are needed");
        assertRejected(new double[][] {{1, 0}, {0}}, "not square: row 1 has 1 entries");
        assertRejected(new double[][] {{1, 0}, {0, Double.NaN}}, "NaN at row 1, column 1");
        assertRejected(new double[][] {{Double.POSITIVE_INFINITY, 0}, {0, 1}}, "Infinity at row 0, column 0");
        assertRejected(new double[][] {{1, 0.1}, {0.1 + 1e-11, 1}}, "not symmetric: row 1, column 0");
        assertRejected(
                new double[][] {{1, 2}, {2, 1}}, "not positive semidefinite: its eigenvalues go from -1.00 to 3.00");
        assertRejected(new double[][] {{-1, 0}, {0, -1}}, "not positive semidefinite");
        assertRejected(new double[][] {{1, 0}, {0, -1e-11}}, "not positive semidefinite");
    }

    private static void assertRejected(double[][] covariance, String message) {
        assertThatThrownBy(() -> new Gaussian(MEAN, covariance))
                .isInstanceOf(InvalidCovarianceException.class)
                .hasMessageContaining(message);
    }

    @Test
    void rejectsBadMeans() {
        assertThatThrownBy(() -> new Gaussian(new double[0], new double[0][]))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> Gaussian.standard(0)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> new Gaussian(new double[] {1, Double.NaN}, Matrices.identity(2)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("mean has the value NaN at index 1");
    }

    @Test
    void mixtureMomentsAreThoseOfTheParts() {
        GaussianMixture mixture = new GaussianMixture(
                new double[] {0.25, 0.75},
                List.of(
                        new Gaussian(new double[] {4}, new double[][] {{1}}),
                        new Gaussian(new double[] {0}, new double[][] {{2}})));

        assertThat(mixture.mean()).containsExactly(1);
        assertThat(mixture.covariance()).isDeepEqualTo(new double[][] {{0.25 * 1 + 0.75 * 2 + 0.25 * 9 + 0.75 * 1}});
    }

    @Test
    void rejectsBadWeights() {
        Gaussian one = Gaussian.standard(1);
        assertRejected(new double[] {0.5, 0.5 + 1e-11}, List.of(one, one), "sum to");
        assertRejected(new double[] {1.5, -0.5}, List.of(one, one), "component 1 is negative: -0.5");
        assertRejected(new double[] {Double.NaN, 1}, List.of(one, one), "NaN");
        assertRejected(new double[] {1}, List.of(one, one), "1 coordinates where 2");
        assertRejected(new double[0], List.of(), "no components");
        assertRejected(new double[] {0.5, 0.5}, List.of(one, Gaussian.standard(2)), "Component 1 has 2 dimensions");
    }

    private static void assertRejected(double[] weights, List<Gaussian> components, String message) {
        assertThatThrownBy(() -> new GaussianMixture(weights, components))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(message);
    }
}
