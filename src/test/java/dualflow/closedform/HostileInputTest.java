package dualflow.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Inputs at the edge of what a double holds: every result is finite or a typed error, never a silent NaN. */
final class HostileInputTest {

    private static final long SEED = 20260205;

    private static final double[] TIMES = {
        0,
        Double.MIN_VALUE,
        Math.ulp(1.0),
        1e-8,
        0.25,
        Math.nextDown(0.5),
        0.5,
        0.75,
        0.99,
        1 - 1e-8,
        Math.nextDown(1.0),
        1
    };

    private final Random random = new Random(SEED);
    private final Map<String, Integer> outcomes = new LinkedHashMap<>();

    @Test
    void neverASilentNaN() {
        for (int i = 0; i < 10_000; i++) {
            boolean many = i % 1000 == 0;
            int d = many ? 2 : 1 + random.nextInt(4);
            int components = many ? 1000 : 1 + random.nextInt(4);
            double t = TIMES[random.nextInt(TIMES.length)];
            double[] x = vector(d, magnitude(150));
            MixtureFlow flow;
            GaussianFlow gaussian;
            try {
                flow = new MixtureFlow(new Gaussian(vector(d, magnitude(20)), covariance(d)), mixture(d, components));
                gaussian = new GaussianFlow(
                        flow.source(), flow.target().components().get(0));
            } catch (ClosedFormException e) {
                count("construction", e);
                continue;
            }
            MixtureAtTime at = flow.at(t);
            check("log density", () -> new double[][] {{at.logDensity(x)}});
            check("density", () -> new double[][] {{at.density(x)}});
            check("score", () -> new double[][] {at.score(x)});
            check("responsibilities", () -> {
                double[] gamma = at.responsibilities(x);
                assertThat(Arrays.stream(gamma).sum()).isBetween(1 - 8e-16 * components, 1 + 8e-16 * components);
                return new double[][] {gamma};
            });
            check("gradients", () -> at.responsibilityGradients(x));
            check("velocity", () -> new double[][] {at.velocity(x)});
            check("Jacobian", () -> at.jacobian(x));
            check("printed Jacobian", () -> at.jacobianAsPrinted(x));
            check("argmax", () -> at.mostProbableDriftMatrix(x));
            check("conditional mean", () -> new double[][] {at.conditionalMean(x)});
            check("conditional covariance", () -> at.conditionalCovariance(x));
            check("identity", () -> at.jacobianFromConditionalCovariance(x));
            check("published drift", () -> new double[][] {new PublishedMixture(at).drift(x)});
            check("published Jacobian", () -> new PublishedMixture(at).jacobian(x));
            check("Gaussian velocity", () -> new double[][] {gaussian.velocity(t, x)});
            check("drift matrix", () -> gaussian.driftMatrix(t));
            check("flow map", () -> new double[][] {gaussian.flowMap(t, x)});
            check("wiggle covariance", () -> gaussian.wiggleCovariance(t, 1));
            check("diffeomorphism", () -> {
                DiffeomorphicGaussianMap map = new DiffeomorphicGaussianMap(gaussian.source(), gaussian.target());
                return new double[][] {map.map(t, x), {map.determinant(t)}};
            });
            check(
                    "correlation",
                    () -> GaussianDependence.partialCorrelation(
                            gaussian.source().covariance()));
        }

        // Most of the inputs can be computed: this is not only a test of the errors.
        assertThat(outcomes.get("velocity")).isGreaterThan(7_000);
        assertThat(outcomes.get("responsibilities")).isGreaterThan(5_000);
        assertThat(outcomes.get("Jacobian")).isGreaterThan(5_000);
        assertThat(outcomes.get("flow map")).isGreaterThan(8_000);
    }

    private void check(String what, Supplier<double[][]> computed) {
        double[][] result;
        try {
            result = computed.get();
        } catch (ClosedFormException e) {
            count(what, e);
            return;
        }
        for (double[] row : result) {
            for (double value : row) {
                assertThat(value).as(what).isFinite();
            }
        }
        outcomes.merge(what, 1, Integer::sum);
    }

    private void count(String what, ClosedFormException e) {
        assertThat(e).hasMessageEndingWith(".");
        outcomes.merge(what + " " + e.getClass().getSimpleName(), 1, Integer::sum);
    }

    /** Mostly one, sometimes up to 10^exponent. */
    private double magnitude(int exponent) {
        return random.nextInt(3) > 0 ? 1 : StrictMath.pow(10, (2 * random.nextDouble() - 1) * exponent);
    }

    private double[] vector(int d, double magnitude) {
        double[] x = new double[d];
        for (int i = 0; i < d; i++) {
            x[i] = magnitude * random.nextGaussian();
        }
        return x;
    }

    /** Q diag(spectrum) Q^T with a condition number up to 1e14, of a scale between 1e-20 and 1e20. */
    private double[][] covariance(int d) {
        double scale = magnitude(20);
        double spread = random.nextInt(3) == 0 ? -14 : -2;
        double[][] covariance = new double[d][d];
        for (int k = 0; k < d + 1; k++) {
            double[] direction = vector(d, 1);
            double weight = scale * StrictMath.pow(10, spread * random.nextDouble());
            Matrices.addOuter(
                    covariance, Matrices.scale(weight / Matrices.dot(direction, direction), direction), direction);
        }
        return Matrices.symmetrize(covariance);
    }

    private GaussianMixture mixture(int d, int components) {
        double[] weights = new double[components];
        double sum = 0;
        for (int k = 0; k < components; k++) {
            weights[k] = random.nextInt(4) == 0 && k > 0 ? 1e-300 : random.nextDouble() + 1e-3;
            sum += weights[k];
        }
        List<Gaussian> gaussians = new ArrayList<>();
        for (int k = 0; k < components; k++) {
            weights[k] /= sum;
            double[][] covariance = random.nextInt(10) == 0 ? new double[d][d] : covariance(d);
            gaussians.add(new Gaussian(vector(d, magnitude(20)), covariance));
        }
        return new GaussianMixture(weights, gaussians);
    }

    @Test
    void overflowIsReportedAsSuch() {
        Gaussian far = new Gaussian(new double[] {-1e308}, new double[][] {{1}});
        GaussianFlow flow = new GaussianFlow(far, Gaussian.standard(1));

        assertThatThrownBy(() -> flow.velocity(1, new double[] {1e308}))
                .isInstanceOf(NumericalOverflowException.class)
                .hasMessageContaining("velocity at t = 1.0 is beyond the range of double");
    }
}
