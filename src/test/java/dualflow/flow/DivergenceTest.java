package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianFlow;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DivergenceTest {
    private static final double[] WEIGHTS = {0.25, 0.5, 0.25};
    private static final double[][] MEANS = {{2, 1}, {-1, 2.5}, {0.5, -3}};
    private static final double[][][] COVARIANCES = {
        {{1.25, -0.25}, {-0.25, 1.5}}, {{2, 0.5}, {0.5, 2.75}}, {{0.5, 0}, {0, 0.625}}
    };
    private static final double[] MU0 = {0.5, -0.25};
    private static final double[][] SIGMA0 = {{1, 0.25}, {0.25, 0.75}};
    private static final double[][] POINTS = {{0.5, 0.5}, {-2, 1}, {1, 3}};

    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor tensor(Shape shape, double... x) {
        return device.tensor(DType.FLOAT64, shape, x);
    }

    private static double[] flat(double[]... rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private MixtureVelocity mixture() {
        return new MixtureVelocity(
                MixtureVelocity.logits(tensor(Shape.of(3), WEIGHTS)),
                tensor(Shape.of(3, 2), flat(MEANS)),
                tensor(
                        Shape.of(3, 2, 2),
                        flat(Arrays.stream(COVARIANCES).flatMap(Arrays::stream).toArray(double[][]::new))),
                tensor(Shape.of(2), MU0),
                tensor(Shape.of(2, 2), flat(SIGMA0)));
    }

    private static MixtureFlow exact() {
        return new MixtureFlow(
                new Gaussian(MU0, SIGMA0),
                new GaussianMixture(
                        WEIGHTS,
                        List.of(
                                new Gaussian(MEANS[0], COVARIANCES[0]),
                                new Gaussian(MEANS[1], COVARIANCES[1]),
                                new Gaussian(MEANS[2], COVARIANCES[2]))));
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    @Test
    void exactDivergenceEqualsClosedFormInManyDimensionsToo() {
        Tensor x = tensor(Shape.of(3, 2), flat(POINTS));
        for (double t : new double[] {0, 0.25, 0.5, 0.99, 1}) {
            Divergence.Both both = Divergence.exact().of(mixture(), device.scalar(DType.FLOAT64, t), x);
            double[] expected = Arrays.stream(POINTS)
                    .mapToDouble(p -> exact().at(t).divergence(p))
                    .toArray();
            assertThat(numbers(both.divergence())).containsExactly(expected, Offset.offset(1e-12));
            assertThat(numbers(both.velocity()))
                    .isEqualTo(numbers(mixture().velocity(device.scalar(DType.FLOAT64, t), x)));
        }
        // More dimensions than directions at once: div sin(x) = sum cos x_i.
        double[] wide = new Draws(1).normals(0, 0, 2 * 131);
        Divergence.Both both = Divergence.exact()
                .of((t, y) -> Ops.sin(y), device.scalar(DType.FLOAT64, 0), tensor(Shape.of(2, 131), wide));
        for (int row = 0; row < 2; row++) {
            double sum = 0;
            for (int i = 0; i < 131; i++) {
                sum += StrictMath.cos(wide[row * 131 + i]);
            }
            assertThat(numbers(both.divergence())[row]).isCloseTo(sum, Offset.offset(1e-12));
        }
    }

    @Test
    void hutchinsonIsUnbiasedWithTheVarianceOfSigns() {
        // J is not symmetric: its symmetric part A decides the variance, 2 (|A|^2 - sum a_ii^2) = 2 * 2 * 1.25^2.
        Tensor j = tensor(Shape.of(2, 2), 1, 0.5, 2, -3);
        VelocityField linear = (t, x) -> Ops.matmul(x, j);
        int probes = 20_000;
        Tensor x = tensor(Shape.of(1, 2), 1, 1);
        double sum = 0;
        double squares = 0;
        Tensor signs = tensor(Shape.of(probes, 1, 2), new Draws(7).signs(0, 0, probes * 2));
        double[] signsOnHost = numbers(signs);
        for (int i = 0; i < probes; i++) {
            double a = signsOnHost[2 * i];
            double b = signsOnHost[2 * i + 1];
            double single = a * a - 3 * b * b + 2.5 * a * b;
            sum += single;
            squares += (single + 2) * (single + 2);
        }
        Tensor t = device.scalar(DType.FLOAT64, 0);
        double estimate = numbers(Divergence.hutchinson(signs).of(linear, t, x).divergence())[0];
        assertThat(estimate).isCloseTo(sum / probes, Offset.offset(1e-12));
        double variance = 2 * 2 * 1.25 * 1.25;
        assertThat(squares / probes).isCloseTo(variance, Offset.offset(0.02 * variance));
        assertThat(estimate).isCloseTo(-2, Offset.offset(4 * Math.sqrt(variance / probes)));
        assertThatThrownBy(() -> Divergence.hutchinson(x).of(linear, t, x)).isInstanceOf(ShapeException.class);
    }

    private double[] hutchPlusPlus(double[] matrix, int d, int columns, int probes, int samples) {
        VelocityField linear = (t, x) -> Ops.matmul(x, Ops.transpose(tensor(Shape.of(d, d), matrix)));
        int count = samples * d;
        Tensor sketch = tensor(Shape.of(columns, samples, d), new Draws(3).signs(1, 0, columns * count));
        Tensor signs = tensor(Shape.of(probes, samples, d), new Draws(3).signs(2, 0, probes * count));
        return numbers(Divergence.hutchPlusPlus(sketch, signs)
                .of(linear, device.scalar(DType.FLOAT64, 0), tensor(Shape.of(samples, d), new double[count]))
                .divergence());
    }

    private double[] hutchinson(double[] matrix, int d, int probes, int samples) {
        VelocityField linear = (t, x) -> Ops.matmul(x, Ops.transpose(tensor(Shape.of(d, d), matrix)));
        int count = samples * d;
        Tensor signs = tensor(Shape.of(probes, samples, d), new Draws(3).signs(2, 0, probes * count));
        return numbers(Divergence.hutchinson(signs)
                .of(linear, device.scalar(DType.FLOAT64, 0), tensor(Shape.of(samples, d), new double[count]))
                .divergence());
    }

    private static double[] meanAndVariance(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return new double[] {
            mean, Arrays.stream(x).map(each -> (each - mean) * (each - mean)).sum() / (x.length - 1)
        };
    }

    @Test
    void hutchPlusPlusIsExactUpToTheRankOfItsSketch() {
        // 1 2^T + e f^T in six dimensions: rank 2.
        double[] normals = new Draws(5).normals(0, 0, 24);
        double[] matrix = new double[36];
        double trace = 0;
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                matrix[i * 6 + j] = normals[i] * normals[6 + j] + normals[12 + i] * normals[18 + j];
            }
            trace += matrix[i * 7];
        }
        for (int columns : new int[] {2, 3, 5}) {
            assertThat(hutchPlusPlus(matrix, 6, columns, 1, 4))
                    .containsExactly(new double[] {trace, trace, trace, trace}, Offset.offset(1e-11));
        }
        assertThat(hutchPlusPlus(new double[36], 6, 2, 1, 2)).containsExactly(0, 0);
        assertThat(Math.abs(hutchinson(matrix, 6, 5, 1)[0] - trace)).isGreaterThan(0.01);
    }

    @Test
    void estimatorsAreUnbiasedOnRandomMatrices() {
        Draws draws = new Draws(11);
        for (int k = 0; k < 100; k++) {
            double[] matrix = draws.normals(k, 0, 25);
            double trace = matrix[0] + matrix[6] + matrix[12] + matrix[18] + matrix[24];
            double symmetric = 0; // 2 (|A|^2 - sum a_ii^2), A the symmetric part
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < i; j++) {
                    double a = (matrix[i * 5 + j] + matrix[j * 5 + i]) / 2;
                    symmetric += 4 * a * a;
                }
            }
            double[] plain = meanAndVariance(hutchinson(matrix, 5, 1, 2000));
            assertThat(plain[0]).as("matrix %d", k).isCloseTo(trace, Offset.offset(4 * Math.sqrt(symmetric / 2000)));
            assertThat(plain[1]).as("matrix %d", k).isCloseTo(symmetric, Offset.offset(0.3 * symmetric));
            double[] sketched = meanAndVariance(hutchPlusPlus(matrix, 5, 2, 1, 2000));
            assertThat(sketched[0])
                    .as("matrix %d", k)
                    .isCloseTo(trace, Offset.offset(4 * Math.sqrt(sketched[1] / 2000)));
        }
    }

    @Test
    void hutchPlusPlusWinsOnFewDirectionsAndLosesNearMinusIdentity() {
        int d = 20;
        double[] noise = new Draws(13).normals(0, 0, d * d + d);
        double[] nearIdentity = new double[d * d];
        double[] fewDirections = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                nearIdentity[i * d + j] = 0.01 * noise[i * d + j] - (i == j ? 1 : 0);
                fewDirections[i * d + j] = noise[d * d + i] * noise[d * d + j] + 0.01 * noise[i * d + j];
            }
        }
        // Nine products each: 2 * 3 + 3, and 9.
        assertThat(meanAndVariance(hutchPlusPlus(fewDirections, d, 3, 3, 500))[1])
                .isLessThan(0.01 * meanAndVariance(hutchinson(fewDirections, d, 9, 500))[1]);
        assertThat(meanAndVariance(hutchPlusPlus(nearIdentity, d, 3, 3, 500))[1])
                .isGreaterThan(100 * meanAndVariance(hutchinson(nearIdentity, d, 9, 500))[1]);
    }

    @Test
    void logLikelihoodOfTheGaussianFlowIsExact() {
        GaussianFlow flow = new GaussianFlow(new Gaussian(MU0, SIGMA0), new Gaussian(MEANS[0], COVARIANCES[0]));
        Tensor mean0 = tensor(Shape.of(2), MU0);
        Tensor covariance0 = tensor(Shape.of(2, 2), flat(SIGMA0));
        Tensor mean1 = tensor(Shape.of(2), MEANS[0]);
        Tensor covariance1 = tensor(Shape.of(2, 2), flat(COVARIANCES[0]));
        GaussianVelocity field = new GaussianVelocity(mean0, covariance0, mean1, covariance1);
        LogLikelihood likelihood =
                new LogLikelihood(OdeSolver.adaptive(Tolerances.of(1e-12)), TimeGrid.of(0, 1), Divergence.exact());
        Tensor x1 = tensor(Shape.of(3, 2), flat(POINTS));
        double[] computed = numbers(likelihood.of(field, LogLikelihood.gaussian(mean0, covariance0), x1));
        assertThat(computed)
                .containsExactly(
                        numbers(LogLikelihood.gaussian(mean1, covariance1).apply(x1)), Offset.offset(1e-10));
        // The integral of the divergence is log det Y(1).
        double[][] y = flow.flowMapJacobian(1);
        double logDeterminant = StrictMath.log(y[0][0] * y[1][1] - y[0][1] * y[1][0]);
        double[] integral = numbers(likelihood.of(field, x -> device.fill(DType.FLOAT64, Shape.of(3), 0), x1));
        assertThat(integral)
                .containsExactly(
                        new double[] {-logDeterminant, -logDeterminant, -logDeterminant}, Offset.offset(1e-10));
    }

    @Test
    void logLikelihoodOfAMixtureFlowIsTheMixturesDensityAndItsGradientTheScore() {
        MixtureVelocity field = mixture();
        LogLikelihood likelihood =
                new LogLikelihood(OdeSolver.adaptive(Tolerances.of(1e-11)), TimeGrid.of(0, 1), Divergence.exact());
        Tensor x1 = tensor(Shape.of(3, 2), flat(POINTS));
        Tensor mean0 = tensor(Shape.of(2), MU0);
        Tensor covariance0 = tensor(Shape.of(2, 2), flat(SIGMA0));
        double[] expected = Arrays.stream(POINTS)
                .mapToDouble(p -> exact().at(1).logDensity(p))
                .toArray();
        assertThat(numbers(likelihood.of(field, LogLikelihood.gaussian(mean0, covariance0), x1)))
                .containsExactly(expected, Offset.offset(1e-8));
        Tensor v = tensor(Shape.of(3, 2), 1, 0, 1, 0, 1, 0);
        double[] slope =
                numbers(Autodiff.jvp(x -> likelihood.of(field, LogLikelihood.gaussian(mean0, covariance0), x), x1, v)
                        .tangent());
        double[] score = Arrays.stream(POINTS)
                .mapToDouble(p -> exact().at(1).score(p)[0])
                .toArray();
        assertThat(slope).containsExactly(score, Offset.offset(1e-7));
    }
}
