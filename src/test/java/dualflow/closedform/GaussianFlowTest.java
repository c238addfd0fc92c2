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

final class GaussianFlowTest {

    private static final double TOLERANCE = 1e-12;

    private static final double[] TIMES = {0, 1e-8, 0.25, 0.5, 0.75, 0.99, 1 - 1e-8, 1};

    static List<GoldenCsv.Case> cases() {
        return GoldenCsv.read("closedform/gaussian_flow").cases();
    }

    private static GaussianFlow flow(GoldenCsv.Case golden) {
        return new GaussianFlow(
                new Gaussian(golden.vector("mu0"), golden.matrix("sigma0")),
                new Gaussian(golden.vector("mu1"), golden.matrix("sigma1")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesGolden(GoldenCsv.Case golden) {
        GaussianFlow flow = flow(golden);
        double t = golden.scalar("t");
        double[] x = golden.vector("x");

        assertClose("velocity", flow.velocity(t, x), golden.vector("velocity"), TOLERANCE);
        assertClose("conditional mean", flow.conditionalMean(t, x), golden.vector("conditional_mean"), TOLERANCE);
        // A(t) vanishes where t Sigma1 = (1-t) Sigma0: its error is relative to 1/s_i(t), which is at most 2 here.
        assertClose(
                "drift matrix",
                plusIdentity(flow.driftMatrix(t)),
                plusIdentity(golden.matrix("drift_matrix")),
                TOLERANCE);
        assertClose("flow map", flow.flowMap(t, x), golden.vector("flow_map"), TOLERANCE);
        assertClose("Y", flow.flowMapJacobian(t), golden.matrix("flow_map_jacobian"), TOLERANCE);
        assertClose("S_t", flow.marginal(t).covariance(), golden.matrix("marginal_covariance"), TOLERANCE);
        assertClose("loss floor", flow.lossFloor(), golden.scalar("loss_floor"), TOLERANCE);
        assertClose("loss floor of E[x1 | x_t]", flow.targetLossFloor(), golden.scalar("target_loss_floor"), TOLERANCE);
    }

    private static double[][] plusIdentity(double[][] a) {
        return Matrices.combine(1, a, 2, Matrices.identity(a.length));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void flowMapPushesTheSourceForward(GoldenCsv.Case golden) {
        GaussianFlow flow = flow(golden);
        double t = golden.scalar("t");
        double[][] y = flow.flowMapJacobian(t);
        double[][] pushed = Matrices.multiply(Matrices.multiply(y, golden.matrix("sigma0")), Matrices.transpose(y));

        assertClose("Y Sigma0 Y^T", pushed, flow.marginal(t).covariance(), TOLERANCE);
        if (t == 1) {
            assertClose("at t = 1", pushed, golden.matrix("sigma1"), TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void diagonalizationGivesTheSameMatrices(GoldenCsv.Case golden) {
        GaussianFlow flow = flow(golden);
        double t = golden.scalar("t");
        SimultaneousDiagonalization parts = flow.diagonalization();
        assertThat(SimultaneousDiagonalization.of(golden.matrix("sigma0"), golden.matrix("sigma1"))
                        .w())
                .isDeepEqualTo(parts.w());
        double[][] w = parts.w();
        double[][] wTransposed = Matrices.transpose(w);

        assertClose("W W^T", Matrices.multiply(w, wTransposed), golden.matrix("sigma0"), TOLERANCE);
        assertClose(
                "W diag(lambda) W^T",
                Matrices.multiply(w, parts.eigenvalues(), wTransposed),
                golden.matrix("sigma1"),
                TOLERANCE);
        assertClose("W W^-1", Matrices.multiply(w, parts.inverse()), Matrices.identity(parts.dimension()), TOLERANCE);
        assertClose(
                "W diag(s) W^T",
                Matrices.multiply(w, parts.variances(t), wTransposed),
                flow.marginal(t).covariance(),
                TOLERANCE);
        assertClose(
                "W diag(a) W^-1",
                plusIdentity(parts.conjugate(parts.rates(t))),
                plusIdentity(flow.driftMatrix(t)),
                TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mixtureOfOneComponentIsTheGaussianFlow(GoldenCsv.Case golden) {
        GaussianFlow flow = flow(golden);
        double t = golden.scalar("t");
        double[] x = golden.vector("x");
        MixtureAtTime mixture =
                new MixtureFlow(flow.source(), new GaussianMixture(new double[] {1}, List.of(flow.target()))).at(t);

        assertClose("velocity", mixture.velocity(x), flow.velocity(t, x), 1e-15);
        assertThat(mixture.jacobian(x)).isDeepEqualTo(flow.driftMatrix(t));
        assertThat(mixture.responsibilities(x)).containsExactly(1);
    }

    @Test
    void endpointsAreExact() {
        double[] x = {0.3, -1.7};
        GaussianFlow flow = new GaussianFlow(
                new Gaussian(new double[] {0.5, 2}, new double[][] {{2, 0.3}, {0.3, 1}}),
                new Gaussian(new double[] {-1, 4}, new double[][] {{1, -0.8}, {-0.8, 3}}));

        assertThat(flow.velocity(0, x)).containsExactly(-1 - 0.3, 4 + 1.7);
        assertThat(flow.velocity(1, x)).containsExactly(0.3 - 0.5, -1.7 - 2);
        assertThat(flow.conditionalMean(0, x)).containsExactly(-1, 4);
        assertThat(flow.conditionalMean(1, x)).containsExactly(x);
        assertThat(flow.driftMatrix(0)).isDeepEqualTo(new double[][] {{-1, 0}, {0, -1}});
        assertThat(flow.driftMatrix(1)).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
    }

    @Test
    void lossFloorsAreThoseOfTheSources() {
        Gaussian standard = Gaussian.standard(2);
        Gaussian correlated = new Gaussian(new double[2], new double[][] {{1, 0.55}, {0.55, 1}});

        assertThat(new GaussianFlow(Gaussian.standard(1), Gaussian.standard(1)).lossFloor())
                .isCloseTo(Math.PI / 2, within(1e-15));
        assertThat(new GaussianFlow(standard, correlated).lossFloor()).isCloseTo(3.00935, within(5e-6));
        assertThat(new GaussianFlow(standard, correlated).lossFloor())
                .isCloseTo(Math.PI / 2 * Matrices.trace(SymmetricMatrix.sqrt(correlated.covariance())), within(1e-14));
    }

    @Test
    void targetLossFloorIsHalfTheVarianceBetweenEqualsAndZeroForAPoint() {
        Gaussian standard = Gaussian.standard(2);

        assertThat(new GaussianFlow(standard, standard).targetLossFloor()).isCloseTo(1, within(1e-15));
        assertThat(new GaussianFlow(standard, new Gaussian(new double[] {1, 2}, new double[2][2])).targetLossFloor())
                .isZero();
    }

    @Test
    void printedWiggleCovarianceIsNotThePushForward() {
        GaussianFlow flow =
                new GaussianFlow(Gaussian.standard(2), new Gaussian(new double[2], new double[][] {{1, 0.55}, {0.55, 1}
                }));

        assertThat(flow.wiggleCovarianceAsPrinted(1)).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
        assertClose(
                "epsilon^2 Y Y^T",
                flow.wiggleCovariance(1, 0.5),
                new double[][] {{0.25, 0.1375}, {0.1375, 0.25}},
                1e-15);
        for (double t : TIMES) {
            assertClose(
                    "Y Y^T = S_t", flow.wiggleCovariance(t, 1), flow.marginal(t).covariance(), 1e-14);
        }
    }

    @Test
    void singularTargetIsAllowedWhereTheLimitExists() {
        GaussianFlow flow =
                new GaussianFlow(Gaussian.standard(2), new Gaussian(new double[] {1, 2}, new double[][] {{1, 1}, {1, 1}
                }));
        double[] x = {0.5, -0.5};

        assertThat(flow.velocity(1, x)).containsExactly(x);
        assertThat(flow.conditionalMean(1, x)).containsExactly(x);
        assertClose("Y(1) Y(1)^T", flow.wiggleCovariance(1, 1), new double[][] {{1, 1}, {1, 1}}, 1e-15);
        assertThat(flow.driftMatrix(0.999)).isNotNull();
        assertThatThrownBy(() -> flow.driftMatrix(1))
                .isInstanceOf(SingularCovarianceException.class)
                .hasMessageContaining("component k = 0 at t = 1.0")
                .hasMessageContaining("condition number");
        assertThatThrownBy(() -> flow.diagonalization().rates(1)).isInstanceOf(SingularCovarianceException.class);
    }

    @Test
    void rejectsWhatHasNoFlow() {
        Gaussian standard = Gaussian.standard(2);
        Gaussian line = new Gaussian(new double[2], new double[][] {{1, 1}, {1, 1}});
        GaussianFlow flow = new GaussianFlow(standard, standard);

        assertThatThrownBy(() -> SimultaneousDiagonalization.of(Matrices.identity(2), new double[][] {{1, 2}, {2, 1}}))
                .isInstanceOf(InvalidCovarianceException.class)
                .hasMessageContaining("target covariance is not positive semidefinite");
        assertThatThrownBy(() -> SimultaneousDiagonalization.of(Matrices.identity(2), Matrices.identity(3)))
                .isInstanceOf(InvalidCovarianceException.class);
        assertThatThrownBy(() -> new GaussianFlow(line, standard))
                .isInstanceOf(SingularCovarianceException.class)
                .hasMessageContaining("source covariance Sigma0");
        assertThatThrownBy(() -> new GaussianFlow(standard, Gaussian.standard(3)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> flow.velocity(-1e-300, new double[2])).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> flow.driftMatrix(Double.NaN)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> flow.flowMapJacobian(1.5)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> flow.velocity(0.5, new double[3])).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> flow.flowMap(0.5, new double[] {0, Double.NaN}))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("NaN at index 1");
    }
}
