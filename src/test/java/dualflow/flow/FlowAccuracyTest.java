package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianFlow;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureAtTime;
import dualflow.closedform.MixtureFlow;
import dualflow.closedform.PublishedMixture;
import dualflow.closedform.SimultaneousDiagonalization;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tensor programs against the closed forms: velocity, Jacobian by dual numbers, responsibilities, density. */
class FlowAccuracyTest {
    private static final double[] TIMES = {0, 1e-8, 0.25, 0.5, 0.75, 0.99, 1 - 1e-8, 1};
    private static final int INSTANCES = 1000;

    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    /** A mixture with float32 values, so that both formats are given the same flow. */
    private record Instance(
            double[] weights, double[][] means, double[][][] covariances, double[] mean0, double[][] covariance0) {
        int d() {
            return mean0.length;
        }

        int k() {
            return weights.length;
        }

        MixtureFlow exact() {
            List<Gaussian> components = new ArrayList<>();
            for (int k = 0; k < k(); k++) {
                components.add(new Gaussian(means[k], covariances[k]));
            }
            return new MixtureFlow(new Gaussian(mean0, covariance0), new GaussianMixture(weights, components));
        }

        /** The largest condition number of an S_k(t). */
        double condition(MixtureAtTime at) {
            double condition = 1;
            for (int k = 0; k < k(); k++) {
                double s = 1 - at.time();
                double[][] sum = new double[d()][d()];
                for (int i = 0; i < d(); i++) {
                    for (int j = 0; j < d(); j++) {
                        sum[i][j] = s * s * covariance0[i][j] + at.time() * at.time() * covariances[k][i][j];
                    }
                }
                double[] values = new EigenDecomposition(new Array2DRowRealMatrix(sum)).getRealEigenvalues();
                condition = Math.max(
                        condition,
                        Arrays.stream(values).max().orElseThrow()
                                / Arrays.stream(values).min().orElseThrow());
            }
            return condition;
        }
    }

    private static double draw(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return (float) sum;
    }

    private static double[] vector(SplittableRandom random, int d, double scale) {
        double[] x = new double[d];
        for (int i = 0; i < d; i++) {
            x[i] = (float) (scale * draw(random));
        }
        return x;
    }

    /** B B^T + ridge I with a random B, anisotropic; all values are float32. */
    private static double[][] covariance(SplittableRandom random, int d, double scale) {
        double[][] b = new double[d][];
        for (int i = 0; i < d; i++) {
            b[i] = vector(random, d, scale);
        }
        double ridge = scale * scale * 0.1;
        double[][] a = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? ridge : 0;
                for (int l = 0; l < d; l++) {
                    sum += b[i][l] * b[j][l];
                }
                a[i][j] = a[j][i] = (float) sum;
            }
        }
        return a;
    }

    private static Instance instance(SplittableRandom random) {
        int d = 1 + random.nextInt(6);
        int k = 1 + random.nextInt(5);
        double[] weights = new double[k];
        int rest = 64;
        for (int i = 0; i < k - 1; i++) {
            int part = 1 + random.nextInt(rest - (k - 1 - i));
            weights[i] = part / 64.0;
            rest -= part;
        }
        weights[k - 1] = rest / 64.0;
        double[][] means = new double[k][];
        double[][][] covariances = new double[k][][];
        for (int i = 0; i < k; i++) {
            means[i] = vector(random, d, 3);
            covariances[i] = covariance(random, d, StrictMath.pow(2, random.nextDouble(-1, 1)));
        }
        return new Instance(weights, means, covariances, vector(random, d, 1), covariance(random, d, 1));
    }

    private Tensor tensor(DType dtype, double[]... rows) {
        return device.tensor(
                dtype,
                Shape.of(rows.length, rows[0].length),
                Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    private Tensor vector(DType dtype, double... x) {
        return device.tensor(dtype, Shape.of(x.length), x);
    }

    private Tensor stack(DType dtype, double[][][] a) {
        int d = a[0].length;
        return device.tensor(
                dtype,
                Shape.of(a.length, d, a[0][0].length),
                Arrays.stream(a)
                        .flatMap(Arrays::stream)
                        .flatMapToDouble(Arrays::stream)
                        .toArray());
    }

    private MixtureVelocity program(DType dtype, Instance instance) {
        return new MixtureVelocity(
                MixtureVelocity.logits(vector(dtype, instance.weights())),
                tensor(dtype, instance.means()),
                stack(dtype, instance.covariances()),
                vector(dtype, instance.mean0()),
                tensor(dtype, instance.covariance0()));
    }

    private static double[] flat(double[][] a) {
        return Arrays.stream(a).flatMapToDouble(Arrays::stream).toArray();
    }

    /** The largest difference over the largest expected size; refuses what is not finite. */
    private static double error(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isFinite();
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
            size = Math.max(size, Math.abs(expected[i]));
        }
        return difference == 0 ? 0 : difference / size;
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    /** J laid out as in the closed form, from the Jacobian-vector products along the basis. */
    private static double[] jacobian(VelocityField field, Tensor t, Tensor x) {
        return numbers(Autodiff.jacobian(at -> field.velocity(t, at), x));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void dualJacobianEqualsClosedForm(DType dtype) {
        double tolerance = dtype == DType.FLOAT64 ? 1e-12 : 1e-4;
        SplittableRandom random = new SplittableRandom(20260201);
        double[] worst = new double[3];
        double raw = 0;
        for (int i = 0; i < INSTANCES; i++) {
            Instance instance = instance(random);
            double t = dtype.round(TIMES[i % TIMES.length]);
            double[] x = vector(random, instance.d(), 2);
            MixtureAtTime exact = instance.exact().at(t);
            double allowed = tolerance * Math.max(1, instance.condition(exact) / 100);
            try (Arena arena = device.arena()) {
                MixtureVelocity field = program(dtype, instance);
                Tensor time = device.scalar(dtype, t);
                Tensor at = tensor(dtype, x);
                double[] errors = {
                    error(numbers(field.velocity(time, at)), exact.velocity(x)),
                    error(jacobian(field, time, at), flat(exact.jacobian(x))),
                    error(numbers(field.responsibilities(time, at)), exact.responsibilities(x))
                };
                for (int q = 0; q < 3; q++) {
                    worst[q] = Math.max(worst[q], errors[q] / allowed);
                    raw = Math.max(raw, errors[q]);
                }
                assertThat(errors[1])
                        .as("Jacobian of instance %d at t = %s", i, t)
                        .isLessThanOrEqualTo(allowed);
                assertThat(errors[0])
                        .as("velocity of instance %d at t = %s", i, t)
                        .isLessThanOrEqualTo(allowed);
                assertThat(errors[2])
                        .as("responsibilities of instance %d at t = %s", i, t)
                        .isLessThanOrEqualTo(allowed);
                assertThat(arena.size()).isPositive();
            }
        }
        if (Boolean.getBoolean("dualflow.test.errors")) {
            System.out.printf(
                    "%s: velocity %.3f, Jacobian %.3f, responsibilities %.3f of the tolerance; raw %.3g%n",
                    dtype, worst[0], worst[1], worst[2], raw);
        }
    }

    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("closedform/mixture_flow").cases();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void matchesGolden(GoldenCsv.Case golden) {
        DType dtype = DType.FLOAT64;
        Tensor covariances = device.tensor(dtype, Shape.of(golden.shape("covariances")), golden.values("covariances"));
        MixtureVelocity field = new MixtureVelocity(
                MixtureVelocity.logits(vector(dtype, golden.vector("weights"))),
                tensor(dtype, golden.matrix("means")),
                covariances,
                vector(dtype, golden.vector("mu0")),
                tensor(dtype, golden.matrix("sigma0")));
        Tensor t = device.scalar(dtype, golden.scalar("t"));
        Tensor x = tensor(dtype, golden.vector("x"));
        assertThat(error(numbers(field.velocity(t, x)), golden.vector("velocity")))
                .isLessThan(1e-12);
        assertThat(error(jacobian(field, t, x), flat(golden.matrix("jacobian"))))
                .isLessThan(1e-12);
        assertThat(error(numbers(field.responsibilities(t, x)), golden.vector("responsibilities")))
                .isLessThan(1e-12);
        assertThat(error(numbers(field.conditionalMean(t, x)), golden.vector("conditional_mean")))
                .isLessThan(1e-12);
        assertThat(error(numbers(field.logDensity(t, x)), new double[] {golden.scalar("log_density")}))
                .isLessThan(1e-12);
        assertThat(error(numbers(Autodiff.grad(at -> Ops.sum(field.logDensity(t, at)), x)), golden.vector("score")))
                .isLessThan(1e-12);
    }

    @Test
    void derivativesInTimeAndParametersMatchFiniteDifferencesOfTheClosedForm() {
        DType dtype = DType.FLOAT64;
        SplittableRandom random = new SplittableRandom(3);
        double h = 0x1p-17;
        for (int i = 0; i < 20; i++) {
            Instance a = instance(random);
            double t = random.nextDouble(0.1, 0.9);
            double[] x = vector(random, a.d(), 2);
            int d = a.d();
            // Directions: symmetric for covariances, summing to zero for weights.
            double[] weightsDot = vector(random, a.k(), 0.02);
            double mean = Arrays.stream(weightsDot).sum() / a.k();
            for (int k = 0; k < a.k(); k++) {
                weightsDot[k] -= mean;
            }
            double[][] meansDot = covarianceLike(random, a.k(), d);
            double[][][] covariancesDot = new double[a.k()][][];
            for (int k = 0; k < a.k(); k++) {
                covariancesDot[k] = symmetric(random, d);
            }
            double[] mean0Dot = vector(random, d, 1);
            double[][] covariance0Dot = symmetric(random, d);
            double[] plus = shifted(a, weightsDot, meansDot, covariancesDot, mean0Dot, covariance0Dot, h)
                    .exact()
                    .velocity(t + h, x);
            double[] minus = shifted(a, weightsDot, meansDot, covariancesDot, mean0Dot, covariance0Dot, -h)
                    .exact()
                    .velocity(t - h, x);
            double[] expected = new double[d];
            for (int j = 0; j < d; j++) {
                expected[j] = (plus[j] - minus[j]) / (2 * h);
            }
            Tensor at = tensor(dtype, x);
            Dual dual = Autodiff.jvp(
                    p -> new MixtureVelocity(MixtureVelocity.logits(p.get(0)), p.get(1), p.get(2), p.get(3), p.get(4))
                            .velocity(p.get(5), at),
                    List.of(
                            vector(dtype, a.weights()),
                            tensor(dtype, a.means()),
                            stack(dtype, a.covariances()),
                            vector(dtype, a.mean0()),
                            tensor(dtype, a.covariance0()),
                            device.scalar(dtype, t)),
                    List.of(
                            vector(dtype, weightsDot),
                            tensor(dtype, meansDot),
                            stack(dtype, covariancesDot),
                            vector(dtype, mean0Dot),
                            tensor(dtype, covariance0Dot),
                            device.scalar(dtype, 1)));
            assertThat(error(numbers(dual.tangent()), expected))
                    .as("instance %d", i)
                    .isLessThan(1e-6);
        }
    }

    private static double[][] covarianceLike(SplittableRandom random, int rows, int columns) {
        double[][] a = new double[rows][];
        for (int i = 0; i < rows; i++) {
            a[i] = vector(random, columns, 1);
        }
        return a;
    }

    private static double[][] symmetric(SplittableRandom random, int d) {
        double[][] a = covarianceLike(random, d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                a[i][j] = a[j][i];
            }
        }
        return a;
    }

    private static double[] plus(double[] a, double h, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < a.length; i++) {
            sum[i] += h * b[i];
        }
        return sum;
    }

    private static double[][] plus(double[][] a, double h, double[][] b) {
        double[][] sum = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            sum[i] = plus(a[i], h, b[i]);
        }
        return sum;
    }

    private static Instance shifted(
            Instance a,
            double[] weights,
            double[][] means,
            double[][][] covariances,
            double[] mean0,
            double[][] covariance0,
            double h) {
        double[][][] shifted = new double[a.k()][][];
        for (int k = 0; k < a.k(); k++) {
            shifted[k] = plus(a.covariances()[k], h, covariances[k]);
        }
        return new Instance(
                plus(a.weights(), h, weights),
                plus(a.means(), h, means),
                shifted,
                plus(a.mean0(), h, mean0),
                plus(a.covariance0(), h, covariance0));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyFormOfAFieldAgrees(DType dtype) {
        double tolerance = dtype == DType.FLOAT64 ? 1e-12 : 1e-4;
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 100; i++) {
            Instance a = instance(random);
            int d = a.d();
            double t = dtype.round(TIMES[i % TIMES.length]);
            double[][] x = {vector(random, d, 2), vector(random, d, 2), vector(random, d, 2)};
            MixtureAtTime exact = a.exact().at(t);
            double allowed = tolerance * Math.max(1, a.condition(exact) / 100);
            Tensor time = device.scalar(dtype, t);
            Tensor at = tensor(dtype, x);
            MixtureVelocity mixture = program(dtype, a);
            double[] expected = numbers(mixture.velocity(time, at));

            double[][] lambdas = new double[a.k()][];
            double[][][] w = new double[a.k()][][];
            double[][][] inverses = new double[a.k()][][];
            for (int k = 0; k < a.k(); k++) {
                SimultaneousDiagonalization decomposition =
                        SimultaneousDiagonalization.of(a.covariance0(), a.covariances()[k]);
                w[k] = decomposition.w();
                inverses[k] = decomposition.inverse();
                lambdas[k] = decomposition.eigenvalues();
            }
            DiagonalizedMixtureVelocity diagonalized = new DiagonalizedMixtureVelocity(
                    MixtureVelocity.logits(vector(dtype, a.weights())),
                    tensor(dtype, a.means()),
                    vector(dtype, a.mean0()),
                    stack(dtype, w),
                    stack(dtype, inverses),
                    tensor(dtype, lambdas));
            assertThat(error(numbers(diagonalized.velocity(time, at)), expected))
                    .isLessThan(allowed);
            assertThat(error(
                            numbers(diagonalized.responsibilities(time, at)),
                            numbers(mixture.responsibilities(time, at))))
                    .isLessThan(allowed);
            assertThat(error(jacobian(diagonalized, time, tensor(dtype, x[0])), flat(exact.jacobian(x[0]))))
                    .isLessThan(allowed);

            // One component is a Gaussian.
            Instance one = new Instance(
                    new double[] {1},
                    new double[][] {a.means()[0]},
                    new double[][][] {a.covariances()[0]},
                    a.mean0(),
                    a.covariance0());
            double[] gaussian = numbers(program(dtype, one).velocity(time, at));
            GaussianVelocity direct = new GaussianVelocity(
                    vector(dtype, a.mean0()),
                    tensor(dtype, a.covariance0()),
                    vector(dtype, a.means()[0]),
                    tensor(dtype, a.covariances()[0]));
            assertThat(error(numbers(direct.velocity(time, at)), gaussian)).isLessThan(allowed);
            DiagonalizedGaussianVelocity eigenbasis = new DiagonalizedGaussianVelocity(
                    vector(dtype, a.mean0()),
                    vector(dtype, a.means()[0]),
                    tensor(dtype, w[0]),
                    tensor(dtype, inverses[0]),
                    vector(dtype, lambdas[0]));
            assertThat(error(numbers(eigenbasis.velocity(time, at)), gaussian)).isLessThan(allowed);

            // A time for each row equals that time for all, row by row; further leading axes are allowed.
            Tensor times = device.fill(dtype, Shape.of(3, 1), t);
            for (VelocityField field : List.of(mixture, diagonalized, direct, eigenbasis)) {
                double[] shared = numbers(field.velocity(time, at));
                assertThat(numbers(field.velocity(times, at))).isEqualTo(shared);
                Tensor stacked = Ops.broadcast(at, Shape.of(2, 3, d));
                double[] twice = numbers(field.velocity(time, stacked));
                assertThat(Arrays.copyOfRange(twice, 0, shared.length)).isEqualTo(shared);
                assertThat(Arrays.copyOfRange(twice, shared.length, twice.length))
                        .isEqualTo(shared);
            }
        }
    }

    @Test
    void heldResponsibilitiesGiveTheJacobianUnderIntervention() {
        DType dtype = DType.FLOAT64;
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 50; i++) {
            Instance a = instance(random);
            double[] x = vector(random, a.d(), 2);
            MixtureAtTime exact = a.exact().at(TIMES[i % TIMES.length]);
            double allowed = 1e-12 * Math.max(1, a.condition(exact) / 100);
            Tensor t = device.scalar(dtype, exact.time());
            Tensor at = tensor(dtype, x);
            MixtureVelocity field = program(dtype, a);
            Tensor gamma = field.responsibilities(t, at);
            assertThat(numbers(field.velocityGiven(t, at, gamma))).isEqualTo(numbers(field.velocity(t, at)));
            assertThat(error(
                            jacobian((time, y) -> field.velocityGiven(time, y, gamma), t, at),
                            flat(exact.responsibilityBlend(x))))
                    .isLessThan(allowed);
            double[] pick = new double[a.k()];
            pick[a.k() - 1] = 1;
            assertThat(error(
                            jacobian((time, y) -> field.velocityGiven(time, y, tensor(dtype, pick)), t, at),
                            flat(exact.driftMatrix(a.k() - 1))))
                    .isLessThan(allowed);
            PublishedMixture published = new PublishedMixture(exact);
            assertThat(error(numbers(field.asPublished().velocity(t, at)), published.drift(x)))
                    .isLessThan(allowed);
            if (exact.time() > 0.2) { // at t = 0 it is zero
                assertThat(error(jacobian(field.asPublished(), t, at), flat(published.jacobian(x))))
                        .isLessThan(allowed);
            }
        }
    }

    @Test
    void refusesWhatIsNoFlow() {
        DType dtype = DType.FLOAT64;
        Tensor zero = vector(dtype, 0, 0);
        Tensor identity = tensor(dtype, new double[] {1, 0}, new double[] {0, 1});
        Tensor singular = tensor(dtype, new double[] {1, 1}, new double[] {1, 1});
        Tensor skew = tensor(dtype, new double[] {1, 0.5}, new double[] {0, 1});
        Tensor x = tensor(dtype, new double[] {1, 2});
        assertThatThrownBy(() -> new GaussianVelocity(zero, singular, zero, identity))
                .isInstanceOf(NotPositiveDefiniteException.class)
                .hasMessageContaining("source covariance is not positive definite");
        assertThatThrownBy(() -> new GaussianVelocity(zero, skew, zero, identity))
                .isInstanceOf(NotPositiveDefiniteException.class)
                .hasMessageContaining("row 1, column 0 is 0.0 but row 0, column 1 is 0.5");
        assertThatThrownBy(() -> new GaussianVelocity(zero, identity, vector(dtype, 0), identity))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new GaussianVelocity(vector(dtype, 0, Double.NaN), identity, zero, identity))
                .isInstanceOf(IllegalArgumentException.class);
        GaussianVelocity degenerate = new GaussianVelocity(zero, identity, zero, singular);
        assertThat(numbers(degenerate.velocity(device.scalar(dtype, 0.5), x)))
                .containsExactly(
                        new GaussianFlow(Gaussian.standard(2), new Gaussian(new double[2], new double[][] {
                                    {1, 1}, {1, 1}
                                }))
                                .velocity(0.5, new double[] {1, 2}),
                        Offset.offset(1e-14));
        assertThatThrownBy(() -> degenerate.velocity(device.scalar(dtype, 1), x))
                .isInstanceOf(NotPositiveDefiniteException.class);
        DiagonalizedGaussianVelocity flat =
                new DiagonalizedGaussianVelocity(zero, zero, identity, identity, vector(dtype, 1, 0));
        assertThat(numbers(flat.velocity(device.scalar(dtype, 0), x))).containsExactly(-1, -2);
        assertThatThrownBy(() -> flat.velocity(device.scalar(dtype, 1), x))
                .isInstanceOf(NotPositiveDefiniteException.class);
        assertThatThrownBy(() -> MixtureVelocity.logits(vector(dtype, 0.5, 0.25)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum to 0.75");
        assertThatThrownBy(() -> MixtureVelocity.logits(vector(dtype, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component 1");
        assertThatThrownBy(() -> degenerate.velocity(device.scalar(dtype, 0), vector(dtype, 1, 2)))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> degenerate.velocity(vector(dtype, 0, 0), x)).isInstanceOf(ShapeException.class);
    }
}
