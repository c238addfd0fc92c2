package dualflow.closedform;

import static dualflow.closedform.Closeness.assertClose;
import static dualflow.closedform.Closeness.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DiffeomorphicGaussianMapTest {

    private static final double TOLERANCE = 1e-12;

    static List<GoldenCsv.Case> cases() {
        return GoldenCsv.read("closedform/diffeomorphic_gaussian_map").cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesGolden(GoldenCsv.Case golden) {
        double[][] sigma0 = golden.matrix("sigma0");
        DiffeomorphicGaussianMap map = new DiffeomorphicGaussianMap(
                new Gaussian(golden.vector("m0"), sigma0), new Gaussian(golden.vector("m1"), golden.matrix("sigma1")));
        double t = golden.scalar("t");
        double[] x0 = golden.vector("x0");

        assertClose("A", map.matrix(), golden.matrix("matrix"), TOLERANCE);
        assertClose("L", map.logarithm(), golden.matrix("logarithm"), TOLERANCE);
        assertClose("Y", map.jacobian(t), golden.matrix("jacobian"), TOLERANCE);
        assertClose("det Y", map.determinant(t), golden.scalar("determinant"), TOLERANCE);
        assertClose("phi_t", map.map(t, x0), golden.vector("map"), TOLERANCE);
        assertClose("velocity", map.velocity(t, golden.vector("map")), golden.vector("velocity"), TOLERANCE);
        assertClose("covariance", map.covariance(t), golden.matrix("covariance"), TOLERANCE);
        assertClose("displacement", map.displacementMap(t, x0), golden.vector("displacement_map"), TOLERANCE);
        assertClose("root", SymmetricMatrix.sqrt(sigma0), golden.matrix("root"), TOLERANCE);
        assertClose("inverse root", SymmetricMatrix.inverseSqrt(sigma0), golden.matrix("inverse_root"), TOLERANCE);
        assertClose("log", SymmetricMatrix.log(sigma0), golden.matrix("log_sigma0"), TOLERANCE);
        assertClose("exp", SymmetricMatrix.exp(sigma0), golden.matrix("exp_sigma0"), TOLERANCE);
        if (t == 1) {
            assertClose("Y Sigma0 Y^T", map.covariance(t), golden.matrix("sigma1"), TOLERANCE);
        }
    }

    @Test
    void itsPathIsNeitherTheFlowsNorTheDisplacementInterpolations() {
        Gaussian source = Gaussian.standard(1);
        Gaussian target = new Gaussian(new double[1], new double[][] {{4}});
        DiffeomorphicGaussianMap map = new DiffeomorphicGaussianMap(source, target);

        assertThat(map.covariance(0.5)[0][0]).isCloseTo(2, within(1e-15));
        assertThat(new GaussianFlow(source, target).marginal(0.5).covariance()[0][0])
                .isEqualTo(1.25);
        assertThat(map.displacementJacobian(0.5)[0][0]).isCloseTo(1.5, within(1e-15)); // variance 2.25
    }

    @Test
    void itsEndpointIsTheFlowsOnlyIfTheCovariancesCommute() {
        Gaussian source = new Gaussian(new double[2], new double[][] {{2, 0}, {0, 1}});
        Gaussian commuting = new Gaussian(new double[2], new double[][] {{1, 0}, {0, 5}});
        Gaussian turned = new Gaussian(new double[2], new double[][] {{2, 1}, {1, 3}});

        assertClose(
                "commuting",
                new DiffeomorphicGaussianMap(source, commuting).matrix(),
                new GaussianFlow(source, commuting).flowMapJacobian(1),
                1e-14);
        assertThat(relativeError(
                        new GaussianFlow(source, turned).flowMapJacobian(1),
                        new DiffeomorphicGaussianMap(source, turned).matrix()))
                .isGreaterThan(0.01);
    }

    @Test
    void refusesWhatHasNoLogarithm() {
        double[][] illConditioned = {{1, 0}, {0, 1e-13}};
        Gaussian line = new Gaussian(new double[2], new double[][] {{1, 1}, {1, 1}});

        assertThatThrownBy(() -> SymmetricMatrix.log(illConditioned))
                .isInstanceOfSatisfying(
                        SingularCovarianceException.class,
                        e -> assertThat(e.conditionNumber()).isCloseTo(1e13, within(1e3)));
        assertThatThrownBy(() -> SymmetricMatrix.inverseSqrt(new double[2][2]))
                .isInstanceOf(SingularCovarianceException.class);
        assertThatThrownBy(() -> SymmetricMatrix.log(new double[][] {{1, 2}, {2, 1}}))
                .isInstanceOf(InvalidCovarianceException.class);
        assertThatThrownBy(() -> SymmetricMatrix.sqrt(new double[0][])).isInstanceOf(InvalidCovarianceException.class);
        assertThatThrownBy(() -> SymmetricMatrix.exp(new double[0][])).isInstanceOf(InvalidCovarianceException.class);
        assertThatThrownBy(() -> SymmetricMatrix.exp(new double[][] {{1, 2}, {3, 1}}))
                .isInstanceOf(InvalidCovarianceException.class);
        assertThatThrownBy(() -> SymmetricMatrix.exp(new double[][] {{1000}}))
                .isInstanceOf(NumericalOverflowException.class);
        assertThatThrownBy(() -> new DiffeomorphicGaussianMap(Gaussian.standard(2), line))
                .isInstanceOf(SingularCovarianceException.class);
        assertThatThrownBy(() -> new DiffeomorphicGaussianMap(line, Gaussian.standard(2)))
                .isInstanceOf(SingularCovarianceException.class);
        assertThatThrownBy(() -> new DiffeomorphicGaussianMap(Gaussian.standard(2), Gaussian.standard(3)))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void squareRootIsAccurateForIllConditionedMatrices() {
        // Not diagonal, condition 1e14: eigenvalues 1 and 1e-14 at 45 degrees.
        double[][] s = {{0.5 + 0.5e-14, 0.5 - 0.5e-14}, {0.5 - 0.5e-14, 0.5 + 0.5e-14}};
        double[][] root = SymmetricMatrix.sqrt(s);

        assertClose("R R", Matrices.multiply(root, root), s, 4e-15);
    }

    @Test
    void scaleDoesNotMatter() {
        double[][] s = {{2e-280, 1e-280}, {1e-280, 2e-280}};
        double[][] root = SymmetricMatrix.sqrt(s);

        assertClose("R R", Matrices.multiply(root, root), s, 4e-15);
        assertThat(SymmetricMatrix.sqrt(new double[][] {{1e300, 0}, {0, 4e300}})[1][1])
                .isCloseTo(2e150, within(1e135));
    }
}
