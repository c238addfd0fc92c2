package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureAtTime;
import dualflow.closedform.MixtureFlow;
import dualflow.device.host.HostDevice;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tensor programs against the closed forms: velocity, Jacobian by dual numbers, responsibilities, density. */
class FlowAccuracyTest {
    private static final double[] TIMES = {0, 1e-8, 0.25, 0.5, 0.75, 0.99, 1 - 1e-8, 1};
    private static final int INSTANCES = 1000;

    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    /** A mixture with numbers of float32, so that both formats are given the same flow. */
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

    /** B B^T + ridge I with a random B, anisotropic; all numbers of float32. */
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

    /** J as the closed form lays it out, from the Jacobian-vector products along the basis. */
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
}
