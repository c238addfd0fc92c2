package dualflow.closedform;

import static dualflow.closedform.Closeness.assertClose;
import static dualflow.closedform.Closeness.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MixtureFlowTest {

    /** The accuracy that the formulas promise where S_k has a condition number of at most 100; beyond that the error grows with it. */
    private static final double TOLERANCE = 1e-12;

    static List<GoldenCsv.Case> cases() {
        return GoldenCsv.read("closedform/mixture_flow").cases();
    }

    static MixtureFlow flow(GoldenCsv.Case golden) {
        double[] weights = golden.vector("weights");
        double[][] means = golden.matrix("means");
        double[] covariances = golden.values("covariances");
        int d = means[0].length;
        List<Gaussian> components = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            double[][] covariance = new double[d][];
            for (int i = 0; i < d; i++) {
                covariance[i] = Arrays.copyOfRange(covariances, (k * d + i) * d, (k * d + i + 1) * d);
            }
            components.add(new Gaussian(means[k], covariance));
        }
        return new MixtureFlow(
                new Gaussian(golden.vector("mu0"), golden.matrix("sigma0")), new GaussianMixture(weights, components));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesGolden(GoldenCsv.Case golden) {
        double[] x = golden.vector("x");
        MixtureAtTime at = flow(golden).at(golden.scalar("t"));
        double tolerance = TOLERANCE * Math.max(1, condition(at) / 100);

        assertClose("log density", at.logDensity(x), golden.scalar("log_density"), tolerance);
        assertThat(at.density(x)).isEqualTo(StrictMath.exp(at.logDensity(x)));
        assertClose("score", at.score(x), golden.vector("score"), tolerance);
        assertClose("responsibilities", at.responsibilities(x), golden.vector("responsibilities"), tolerance);
        assertClose("gradients", at.responsibilityGradients(x), golden.matrix("responsibility_gradients"), tolerance);
        assertClose("velocity", at.velocity(x), golden.vector("velocity"), tolerance);
        assertClose("Jacobian", at.jacobian(x), golden.matrix("jacobian"), tolerance);
        assertClose("mean", at.mean(), golden.vector("mean"), tolerance);
        assertClose("covariance", at.covariance(), golden.matrix("covariance"), tolerance);
        assertClose("conditional mean", at.conditionalMean(x), golden.vector("conditional_mean"), tolerance);
        assertClose(
                "conditional covariance",
                at.conditionalCovariance(x),
                golden.matrix("conditional_covariance"),
                tolerance);
        for (int k = 0; k < at.flow().target().size(); k++) {
            assertThat(at.componentMarginal(k).mean()).isEqualTo(at.component(k).meanAtTime());
            assertThat(at.componentMarginal(k).covariance())
                    .isDeepEqualTo(at.component(k).covarianceAtTime());
        }
        assertThat(at.divergence(x)).isEqualTo(Matrices.trace(at.jacobian(x)));
    }

    private static double condition(MixtureAtTime at) {
        return IntStream.range(0, at.flow().target().size())
                .mapToDouble(k -> SymmetricEigen.conditionNumber(at.component(k).covarianceAtTime()))
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void partsFitTogether(GoldenCsv.Case golden) {
        double[] x = golden.vector("x");
        double t = golden.scalar("t");
        MixtureFlow flow = flow(golden);
        MixtureAtTime at = flow.at(t);
        double tolerance = TOLERANCE * Math.max(1, condition(at) / 100);
        double[] gamma = at.responsibilities(x);
        double[][] gradients = at.responsibilityGradients(x);

        assertThat(Arrays.stream(gamma).sum()).isCloseTo(1, within(gamma.length * Math.ulp(8.0)));
        double[] sum = new double[x.length];
        double[] blended = new double[x.length];
        for (int k = 0; k < gamma.length; k++) {
            Matrices.addScaled(sum, 1, gradients[k]);
            Matrices.addScaled(blended, gamma[k], at.componentDrift(k, x));
        }
        assertThat(Matrices.maxNorm(new double[][] {sum})).isLessThanOrEqualTo(1e-13 * Matrices.maxNorm(gradients));
        assertClose("(3)", blended, at.velocity(x), tolerance);
        assertThat(flow.velocity(t, x)).isEqualTo(at.velocity(x));
        assertThat(flow.jacobian(t, x)).isDeepEqualTo(at.jacobian(x));
        if (t < 1) {
            assertClose(
                    "posterior-covariance identity",
                    at.jacobianFromConditionalCovariance(x),
                    at.jacobian(x),
                    tolerance / ((1 - t) * (1 - t)));
        }
        // What the published code calls the drift is E[x1 | x_t] - mu0.
        assertClose(
                "published drift",
                new PublishedMixture(at).drift(x),
                Matrices.subtract(at.conditionalMean(x), flow.source().mean()),
                100 * tolerance);
    }

    @Test
    void endpointsAreExact() {
        double[] x = {0.3, -1.7};
        MixtureFlow flow = new MixtureFlow(
                new Gaussian(new double[] {0.5, 2}, new double[][] {{2, 0.3}, {0.3, 1}}),
                new GaussianMixture(
                        new double[] {0.25, 0.75},
                        List.of(
                                new Gaussian(new double[] {-1, 4}, new double[][] {{1, -0.8}, {-0.8, 3}}),
                                new Gaussian(new double[] {3, 0}, new double[][] {{2, 0}, {0, 1}}))));

        assertThat(flow.velocity(0, x)).containsExactly(new double[] {2 - 0.3, 1 + 1.7}, within(5e-16));
        assertThat(flow.velocity(1, x)).containsExactly(0.3 - 0.5, -1.7 - 2);
        assertThat(flow.at(0).responsibilities(x)).containsExactly(0.25, 0.75);
        assertThat(flow.at(0).conditionalMean(x)).containsExactly(2, 1);
        assertThat(flow.at(1).conditionalMean(x)).containsExactly(x);
        assertThat(flow.at(1).conditionalCovariance(x)).isDeepEqualTo(new double[2][2]);
        assertThat(flow.jacobian(0, x)).isDeepEqualTo(new double[][] {{-1, 0}, {0, -1}});
        assertThat(flow.jacobian(1, x)).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
        assertClose(
                "Cov[x1] at t = 0",
                flow.at(0).conditionalCovariance(x),
                flow.target().covariance(),
                1e-15);
    }

    @Test
    void equationFourAsPrintedIsTheJacobianOnlyForIsotropicSources() {
        GaussianMixture target = new GaussianMixture(
                new double[] {0.5, 0.5},
                List.of(
                        new Gaussian(new double[] {2, 0}, new double[][] {{1, 0.5}, {0.5, 2}}),
                        new Gaussian(new double[] {-1, 1}, new double[][] {{3, 0}, {0, 1}})));
        double[] x = {0.2, 0.4};
        MixtureAtTime isotropic = new MixtureFlow(Gaussian.standard(2), target).at(0.5);
        MixtureAtTime anisotropic =
                new MixtureFlow(new Gaussian(new double[2], new double[][] {{4, 0}, {0, 0.5}}), target).at(0.5);

        assertClose("isotropic", isotropic.jacobianAsPrinted(x), isotropic.jacobian(x), 1e-14);
        assertThat(relativeError(anisotropic.jacobianAsPrinted(x), anisotropic.jacobian(x)))
                .isGreaterThan(0.1);
    }

    @Test
    void dominantResponsibilityLeavesItsAffineMap() {
        GaussianMixture target = new GaussianMixture(
                new double[] {0.5, 0.5},
                List.of(
                        new Gaussian(new double[] {20, 0}, Matrices.identity(2)),
                        new Gaussian(new double[] {-20, 0}, new double[][] {{2, 1}, {1, 2}})));
        MixtureAtTime at = new MixtureFlow(Gaussian.standard(2), target).at(0.75);

        for (int k = 0; k < 2; k++) {
            double[] x = {k == 0 ? 15 : -15, 0.5};
            assertClose("J", at.jacobian(x), at.driftMatrix(k), 1e-14);
            assertThat(at.mostProbableDriftMatrix(x)).isDeepEqualTo(at.driftMatrix(k));
        }
    }

    @Test
    void sharedCovarianceStillBendsTheField() {
        double[][] shared = {{1, 0.5}, {0.5, 2}};
        GaussianMixture target = new GaussianMixture(
                new double[] {0.5, 0.5},
                List.of(new Gaussian(new double[] {1, 0}, shared), new Gaussian(new double[] {-1, 0}, shared)));
        MixtureAtTime at = new MixtureFlow(Gaussian.standard(2), target).at(0.5);
        double[] x = {0.1, 0.2};

        assertThat(at.driftMatrix(0)).isDeepEqualTo(at.driftMatrix(1));
        assertThat(Matrices.maxNorm(at.responsibilityCoupling(x))).isGreaterThan(0.1);
    }

    /** Theorem 1: for data points x_i, v = sum_i w_i (x_i - x)/(1-t) with w = softmax(-|x - t x_i|^2 / (2 (1-t)^2)). */
    @Test
    void pointMassesGiveTheFieldOfAFiniteDataSet() {
        double[][] data = {{1, 2}, {-1, 0.5}, {0.25, -2}};
        GaussianMixture target = new GaussianMixture(
                new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3},
                Arrays.stream(data)
                        .map(point -> new Gaussian(point, new double[2][2]))
                        .toList());
        double[] x = {0.3, 0.1};
        for (double t : new double[] {0, 0.25, 0.5, 0.75, 0.9}) {
            double[] weighted = new double[2];
            double total = 0;
            for (double[] point : data) {
                double[] r = Matrices.combine(1, x, -t, point);
                double w = StrictMath.exp(-Matrices.dot(r, r) / (2 * (1 - t) * (1 - t)));
                total += w;
                Matrices.addScaled(weighted, w / (1 - t), Matrices.subtract(point, x));
            }
            assertClose(
                    "velocity",
                    new MixtureFlow(Gaussian.standard(2), target).velocity(t, x),
                    Matrices.scale(1 / total, weighted),
                    1e-13);
        }
    }

    @Test
    void singularComponentIsRefusedOnlyWhereTheLimitIsMissing() {
        MixtureFlow flow = new MixtureFlow(
                Gaussian.standard(2),
                new GaussianMixture(
                        new double[] {0.5, 0.5},
                        List.of(Gaussian.standard(2), new Gaussian(new double[] {1, 1}, new double[2][2]))));
        double[] x = {0.5, -0.5};
        MixtureAtTime end = flow.at(1);

        assertThat(end.velocity(x)).containsExactly(x);
        assertThat(end.conditionalMean(x)).containsExactly(x);
        assertThat(end.conditionalCovariance(x)).isDeepEqualTo(new double[2][2]);
        assertThat(end.driftMatrix(0)).isDeepEqualTo(Matrices.identity(2));
        assertThat(flow.at(Math.nextDown(1.0)).velocity(x)).hasSize(2);
        for (ThrowingCallable undefined : List.<ThrowingCallable>of(
                () -> end.jacobian(x),
                () -> end.responsibilities(x),
                () -> end.logDensity(x),
                () -> end.driftMatrix(1))) {
            assertThatThrownBy(undefined)
                    .isInstanceOf(SingularCovarianceException.class)
                    .hasMessageContaining("component k = 1 at t = 1.0")
                    .hasMessageContaining("condition number Infinity");
        }
    }

    @Test
    void rejectsBadInput() {
        GaussianMixture one = new GaussianMixture(new double[] {1}, List.of(Gaussian.standard(2)));
        MixtureFlow flow = new MixtureFlow(Gaussian.standard(2), one);
        Gaussian line = new Gaussian(new double[2], new double[][] {{1, 1}, {1, 1}});

        assertThatThrownBy(() -> new MixtureFlow(line, one)).isInstanceOf(SingularCovarianceException.class);
        assertThatThrownBy(() -> new MixtureFlow(Gaussian.standard(3), one))
                .isInstanceOf(InvalidArgumentException.class);
        for (double t : new double[] {-0.1, 1.1, Math.nextUp(1.0), Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> flow.at(t)).isInstanceOf(InvalidArgumentException.class);
        }
        for (double t : new double[] {0, 0.5, 1}) {
            assertThatThrownBy(() -> flow.velocity(t, new double[3])).isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> flow.velocity(t, new double[] {0, Double.NaN}))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> flow.at(t).conditionalMean(new double[] {Double.POSITIVE_INFINITY, 0}))
                    .isInstanceOf(InvalidArgumentException.class);
        }
        assertThatThrownBy(() -> flow.at(0.5).driftMatrix(1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("no component 1");
        assertThatThrownBy(() -> flow.at(1).jacobianFromConditionalCovariance(new double[2]))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> flow.at(0.5).logDensity(new double[] {1e200, 0}))
                .isInstanceOf(NumericalOverflowException.class);
    }
}
