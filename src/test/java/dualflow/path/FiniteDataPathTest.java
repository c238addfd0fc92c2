package dualflow.path;

import static dualflow.path.PathCases.DEVICE;
import static dualflow.path.PathCases.ULP;
import static dualflow.path.PathCases.isClose;
import static dualflow.path.PathCases.isWithinStandardErrors;
import static dualflow.path.PathCases.largest;
import static dualflow.path.PathCases.numbers;
import static dualflow.path.PathCases.scalar;
import static dualflow.path.PathCases.schedule;
import static dualflow.path.PathCases.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteDataPathTest {

    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("path/finite_data").cases();
    }

    static Iterable<NoiseSchedule> schedules() {
        return PathCases.schedules();
    }

    /** Near the data x - alpha x_i is known to an ulp of x alone; the bounds are that, carried on. */
    @ParameterizedTest
    @MethodSource("goldens")
    void allQuantitiesMatchGolden(GoldenCsv.Case golden) {
        NoiseSchedule schedule = schedule(golden);
        FiniteDataPath path = new FiniteDataPath(schedule, tensor(golden, "data"));
        Tensor t = scalar(golden.scalar("t"));
        Tensor x = tensor(golden, "x");
        double size = Math.max(3, largest(golden.values("x")));
        double sigma = schedule.sigma(t).value().toDouble();
        double known = 16 * ULP * size / sigma; // of (x - alpha x_i)/sigma, which is about 1
        isClose(path.weights(t, x), golden.values("weights"), 1e-14 + known, golden);
        isClose(path.logDensity(t, x), golden.values("log_density"), 1e-13 + known, golden);
        Conversion velocity = new Conversion(schedule, PathQuantity.DATA, PathQuantity.VELOCITY);
        double term = largest(numbers(velocity.largestTerm(t, x, path.dataMean(t, x))));
        double condition = velocity.conditionNumber(t).value().toDouble();
        double[] field = golden.values("velocity");
        isClose(path.velocity(t, x), field, 64 * ULP * term * condition, golden);
        double[] jacobians = golden.values("jacobian");
        for (int i = 0; i < 2; i++) {
            Tensor row = Ops.slice(x, -2, i, 1);
            double[] expected = Arrays.copyOfRange(jacobians, 4 * i, 4 * i + 4);
            isClose(
                    Autodiff.jacobian(y -> path.velocity(t, y), row),
                    expected,
                    (1e-13 + known) * Math.max(1, largest(expected)),
                    golden);
        }
    }

    /** The components' covariances 0 in the mixture, and the paper's (3) as they go to 0: the difference falls with their square. */
    @ParameterizedTest
    @MethodSource("schedules")
    void isTheLimitOfNarrowMixtures(NoiseSchedule schedule) {
        Tensor data = tensor(goldens().get(0), "data");
        Tensor x = tensor(goldens().get(0), "x");
        Tensor t = scalar(0.5);
        Tensor logits = DEVICE.fill(DType.FLOAT64, Shape.of(5), 0);
        FiniteDataPath path = new FiniteDataPath(schedule, data);
        MixturePath points = new MixturePath(schedule, logits, data, DEVICE.fill(DType.FLOAT64, Shape.of(5, 2, 2), 0));
        double[] field = numbers(path.velocity(t, x));
        assertThat(numbers(points.velocity(t, x))).containsExactly(field, Offset.offset(1e-13 * largest(field)));
        assertThat(numbers(points.logDensity(t, x)))
                .containsExactly(numbers(path.logDensity(t, x)), Offset.offset(1e-13));
        assertThat(numbers(points.noiseMean(t, x)))
                .containsExactly(numbers(path.noiseMean(t, x)), Offset.offset(1e-13 * (1 + largest(field))));
    }

    @Test
    void isTheLimitOfEquationThree() {
        Tensor data = tensor(goldens().get(0), "data");
        Tensor x = tensor(goldens().get(0), "x");
        Tensor t = scalar(0.75);
        double[] limit = numbers(new FiniteDataPath(new LinearSchedule(), data).velocity(t, x));
        double coarse = distance(narrow(data, 0x1p-5), t, x, limit);
        double fine = distance(narrow(data, 0x1p-8), t, x, limit);
        assertThat(coarse / fine).isBetween(63.0, 65.0);
        assertThat(distance(narrow(data, 0), t, x, limit)).isLessThan(1e-13);
    }

    private static MixtureVelocity narrow(Tensor data, double deviation) {
        Tensor identity = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, 0, 1);
        return new MixtureVelocity(
                DEVICE.fill(DType.FLOAT64, Shape.of(5), 0),
                data,
                Ops.broadcast(Ops.scale(identity, deviation * deviation), Shape.of(5, 2, 2)),
                DEVICE.fill(DType.FLOAT64, Shape.of(2), 0),
                identity);
    }

    private static double distance(MixtureVelocity field, Tensor t, Tensor x, double[] limit) {
        double[] velocity = numbers(field.velocity(t, x));
        double sum = 0;
        for (int i = 0; i < limit.length; i++) {
            sum += Math.abs(velocity[i] - limit[i]);
        }
        return sum;
    }

    @Test
    void chunksDoNotChangeABit() {
        int n = 37;
        Tensor data = DEVICE.tensor(DType.FLOAT64, Shape.of(n, 3), new Draws(1).normals(0, 0, 3 * n));
        Tensor x = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 4, 3), new Draws(1).normals(1, 0, 24));
        Tensor t = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 4, 1), new Draws(1).uniforms(2, 0, 8));
        double[] whole = numbers(new FiniteDataPath(new LinearSchedule(), data).velocity(t, x));
        for (int chunk : new int[] {1, 24 * 5, 24 * 36}) {
            FiniteDataPath path = new FiniteDataPath(new LinearSchedule(), data, chunk);
            assertThat(numbers(path.velocity(t, x))).containsExactly(whole);
        }
        Tensor tangent = Ops.scale(x, 0.5);
        assertThat(numbers(Autodiff.jvp(
                                y -> new FiniteDataPath(new LinearSchedule(), data, 24 * 5).velocity(t, y), x, tangent)
                        .tangent()))
                .containsExactly(numbers(
                        Autodiff.jvp(y -> new FiniteDataPath(new LinearSchedule(), data).velocity(t, y), x, tangent)
                                .tangent()));
    }

    /** The whole chain, under another schedule than its own, on each device. */
    @ParameterizedTest
    @EnumSource(DType.class)
    void devicesGiveTheHostsBits(DType dtype) {
        double[] host = null;
        for (Device device : TestDevices.all()) {
            try (device) {
                if (!device.supports(dtype)) {
                    continue;
                }
                Tensor data = device.tensor(dtype, Shape.of(20, 2), new Draws(1).normals(0, 0, 40));
                Tensor x = device.tensor(dtype, Shape.of(3, 2), new Draws(1).normals(1, 0, 6));
                FiniteDataPath path = new FiniteDataPath(new LinearSchedule(), data);
                VelocityField field = new ScheduleChange(path, path.schedule(), new CosineSchedule());
                Dual dual = Autodiff.jvp(y -> field.velocity(device.scalar(dtype, 0.3), y), x, x);
                double[] bits = numbers(Ops.concat(dual.primal(), dual.tangent(), -1));
                host = host == null ? bits : host;
                assertThat(bits).as(device.id()).containsExactly(host);
            }
        }
    }

    @Test
    void weightsOfFarPointsAreStable() {
        Tensor data = tensor(goldens().get(0), "data");
        FiniteDataPath path = new FiniteDataPath(new LinearSchedule(), data);
        Tensor x = DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2), 1e6, -1e6);
        assertThat(numbers(path.weights(scalar(0.999), x))).containsExactly(0, 0, 1, 0, 0);
        assertThat(path.logDensity(scalar(0.999), x).value().toDoubles()[0]).isFinite();
    }

    @Test
    void timeOfTheDataIsRefused() {
        FiniteDataPath path =
                new FiniteDataPath(new LinearSchedule(), tensor(goldens().get(0), "data"));
        Tensor x = tensor(goldens().get(0), "x");
        assertThatThrownBy(() -> path.velocity(scalar(1), x))
                .isInstanceOf(UndefinedAtTimeException.class)
                .hasMessage("the weights of the data do not exist at t = 1.0, where sigma is 0");
    }

    /** Frequencies are the weights, the noise meets x, and the mean velocity is the field. */
    @Test
    void drawsHaveTheConditionalLaw() {
        Tensor data = tensor(goldens().get(0), "data");
        FiniteDataPath path = new FiniteDataPath(new LinearSchedule(), data);
        Tensor t = scalar(0.5);
        Tensor x = DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2), 0.25, 0.25);
        int count = 20_000;
        PosteriorDraws draws = path.draws(t, x, count, new Draws(8), "test");
        double[] weights = numbers(path.weights(t, x));
        double[] points = numbers(data);
        double[] x1 = numbers(draws.x1());
        for (int i = 0; i < weights.length; i++) {
            int seen = 0;
            for (int m = 0; m < count; m++) {
                seen += x1[2 * m] == points[2 * i] && x1[2 * m + 1] == points[2 * i + 1] ? 1 : 0;
            }
            double error = Math.sqrt(weights[i] * (1 - weights[i]) / count);
            assertThat(seen / (double) count).isCloseTo(weights[i], Offset.offset(5 * error));
        }
        Tensor back = new AffinePath(path.schedule()).state(t, draws.x0(), draws.x1());
        assertThat(numbers(Ops.max(Ops.abs(Ops.subtract(back, x)), 3))[0]).isLessThan(1e-15);
        isWithinStandardErrors(draws.velocity(), path.velocity(t, x));
        isWithinStandardErrors(MonteCarloMean.of(draws.x0()), path.noiseMean(t, x));
    }

    @Test
    void standardErrorsNeedTwoDraws() {
        FiniteDataPath path =
                new FiniteDataPath(new LinearSchedule(), tensor(goldens().get(0), "data"));
        PosteriorDraws one = path.draws(scalar(0.5), tensor(goldens().get(0), "x"), 1, new Draws(8), "test");
        assertThatThrownBy(one::velocity).hasMessage("a standard error needs at least 2 draws, got 1");
    }

    @Test
    void rejectsShapeMismatch() {
        assertThatThrownBy(() -> new FiniteDataPath(new LinearSchedule(), scalar(1)))
                .isInstanceOf(ShapeException.class);
        FiniteDataPath path =
                new FiniteDataPath(new LinearSchedule(), tensor(goldens().get(0), "data"));
        assertThatThrownBy(() -> path.velocity(scalar(0.5), DEVICE.fill(DType.FLOAT64, Shape.of(1, 3), 0)))
                .isInstanceOf(ShapeException.class);
    }
}
