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

final class GaussianDependenceTest {

    private static final double TOLERANCE = 1e-12;

    static List<GoldenCsv.Case> cases() {
        return GoldenCsv.read("closedform/gaussian_dependence").cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesGolden(GoldenCsv.Case golden) {
        double[][] covariance = golden.matrix("covariance");

        assertClose("correlation", GaussianDependence.correlation(covariance), golden.matrix("correlation"), TOLERANCE);
        assertClose(
                "partial correlation",
                GaussianDependence.partialCorrelation(covariance),
                golden.matrix("partial_correlation"),
                TOLERANCE);
        if (golden.has("constraints")) {
            assertClose(
                    "constrained covariance",
                    GaussianDependence.constrainedCovariance(golden.matrix("constraints")),
                    golden.matrix("constrained_covariance"),
                    TOLERANCE);
        }
    }

    @Test
    void forkIsSeparatedByItsCause() {
        // y1 = c + e1, y2 = c + e2, with unit noise: dependent, but not given c.
        double[][] fork = {{1, 1, 1}, {1, 2, 1}, {1, 1, 2}};

        assertThat(GaussianDependence.correlation(fork)[1][2]).isCloseTo(0.5, within(1e-15));
        assertThat(GaussianDependence.partialCorrelation(fork)[1][2]).isCloseTo(0, within(1e-15));
    }

    @Test
    void colliderIsOpenedByItsEffect() {
        // c = x + y + N(0, 1/4), x and y independent: Corr(x, y | c) = -0.8.
        double[][] collider = {{1, 0, 1}, {0, 1, 1}, {1, 1, 2.25}};

        assertThat(GaussianDependence.correlation(collider)[0][1]).isZero();
        assertThat(GaussianDependence.partialCorrelation(collider)[0][1]).isCloseTo(-0.8, within(1e-14));
    }

    @Test
    void constrainedDirectionsMoveNoConstrainedOutput() {
        double[][] b = {{1, 2, -1}, {0.5, 0, 3}};
        double[][] projection = GaussianDependence.constrainedCovariance(b);

        assertThat(Matrices.maxNorm(Matrices.multiply(b, projection))).isLessThan(1e-15);
        assertClose("P P = P", Matrices.multiply(projection, projection), projection, 1e-15);
        assertThat(Matrices.trace(projection)).isCloseTo(1, within(1e-15));
    }

    /** Variances of a truncated standard normal by quadrature with 30 digits (mpmath); the rest is y = 2 x + noise. */
    @Test
    void aSlabLeavesTheVarianceOfATruncatedNormal() {
        double[][] covariance = {{4, 8, 0}, {8, 17, 0}, {0, 0, 1}};
        double[][] variances = {
            {0.0005, 8.33333305555559e-8},
            {0.2, 0.0132623580309676},
            {1, 0.291125094772793},
            {3, 0.973336924662541}
        };
        for (double[] variance : variances) {
            double[][] given = GaussianDependence.slabCovariance(covariance, 0, variance[0]);
            assertThat(given[0][0] / 4).isCloseTo(variance[1], within(1e-14));
            assertThat(given[0][1]).isCloseTo(2 * given[0][0], within(1e-14));
            assertThat(given[1][1] - 4 * given[0][0]).isCloseTo(1, within(1e-14));
            assertThat(given[2]).containsExactly(0, 0, 1);
        }
        assertThatThrownBy(() -> GaussianDependence.slabCovariance(covariance, 0, 0))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> GaussianDependence.slabCovariance(new double[][] {{0}}, 0, 1))
                .isInstanceOf(InvalidCovarianceException.class);
    }

    @Test
    void rejectsWhatIsUndefined() {
        assertThatThrownBy(() -> GaussianDependence.correlation(new double[][] {{1, 0}, {0, 0}}))
                .isInstanceOf(InvalidCovarianceException.class)
                .hasMessageContaining("coordinate 1 is zero");
        assertThatThrownBy(() -> GaussianDependence.partialCorrelation(new double[][] {{1, 1}, {1, 1}}))
                .isInstanceOf(SingularCovarianceException.class);
        assertThatThrownBy(() -> GaussianDependence.constrainedCovariance(new double[][] {{1, 2}, {2, 4}}))
                .isInstanceOf(SingularCovarianceException.class);
        assertThatThrownBy(() -> GaussianDependence.constrainedCovariance(new double[][] {{1, 2}, {2}}))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> GaussianDependence.constrainedCovariance(new double[0][]))
                .isInstanceOf(InvalidArgumentException.class);
    }
}
