package dualflow.closedform;

import static dualflow.closedform.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MixtureFlowTest {

    /** What the formulas promise in well-conditioned cases: S_k here has a condition number below 1e3. */
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

        assertClose("log density", at.logDensity(x), golden.scalar("log_density"), TOLERANCE);
        assertClose("density", at.density(x), StrictMath.exp(golden.scalar("log_density")), TOLERANCE);
        assertClose("score", at.score(x), golden.vector("score"), TOLERANCE);
        assertClose("responsibilities", at.responsibilities(x), golden.vector("responsibilities"), TOLERANCE);
        assertClose("gradients", at.responsibilityGradients(x), golden.matrix("responsibility_gradients"), TOLERANCE);
        assertClose("velocity", at.velocity(x), golden.vector("velocity"), TOLERANCE);
        assertClose("Jacobian", at.jacobian(x), golden.matrix("jacobian"), TOLERANCE);
        assertClose("conditional mean", at.conditionalMean(x), golden.vector("conditional_mean"), TOLERANCE);
        assertClose(
                "conditional covariance",
                at.conditionalCovariance(x),
                golden.matrix("conditional_covariance"),
                TOLERANCE);
        assertThat(at.divergence(x)).isEqualTo(Matrices.trace(at.jacobian(x)));
    }
}
