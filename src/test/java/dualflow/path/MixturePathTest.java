package dualflow.path;

import static dualflow.path.PathCases.DEVICE;
import static dualflow.path.PathCases.isWithinStandardErrors;
import static dualflow.path.PathCases.mixture;
import static dualflow.path.PathCases.numbers;
import static dualflow.path.PathCases.paperField;
import static dualflow.path.PathCases.points;
import static dualflow.path.PathCases.scalar;
import static dualflow.path.PathCases.schedule;
import static dualflow.path.PathCases.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.flow.NotPositiveDefiniteException;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixturePathTest {

    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("path/mixture").cases();
    }

    /** The mixture under the linear schedule. */
    private static MixturePath path() {
        return mixture(new LinearSchedule());
    }

    private static void isClose(Tensor actual, GoldenCsv.Case golden, String quantity, double tolerance) {
        double[] expected = golden.values(quantity);
        double[] numbers = numbers(actual);
        assertThat(numbers).hasSameSizeAs(expected);
        double largest = Math.max(1, PathCases.largest(expected)); // terms are at least about 1
        for (int i = 0; i < expected.length; i++) {
            assertThat(numbers[i])
                    .as("%s %d of %s", quantity, i, golden)
                    .isCloseTo(expected[i], Offset.offset(tolerance * largest));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void allQuantitiesMatchGolden(GoldenCsv.Case golden) {
        MixturePath path = mixture(schedule(golden));
        Tensor t = scalar(golden.scalar("t"));
        Tensor x = tensor(golden, "x");
        isClose(path.responsibilities(t, x), golden, "gamma", 1e-14);
        isClose(path.dataMean(t, x), golden, "data_mean", 1e-14);
        isClose(path.noiseMean(t, x), golden, "noise_mean", 1e-14);
        isClose(path.score(t, x), golden, "score", 1e-14);
        isClose(path.logDensity(t, x), golden, "log_density", 1e-14);
        isClose(path.velocity(t, x), golden, "velocity", 4e-14);
        Tensor first = Ops.slice(x, -2, 0, 1);
        Tensor second = Ops.slice(x, -2, 1, 1);
        Shape square = Shape.of(1, 2, 2);
        Tensor jacobians = Ops.concat(
                Ops.reshape(Autodiff.jacobian(y -> path.velocity(t, y), first), square),
                Ops.reshape(Autodiff.jacobian(y -> path.velocity(t, y), second), square),
                -3);
        isClose(jacobians, golden, "jacobian", 1e-13);
    }

    /** The score is the gradient of the log-density, and the four quantities convert into each other. */
    @ParameterizedTest
    @MethodSource("goldens")
    void quantitiesConvertIntoEachOther(GoldenCsv.Case golden) {
        MixturePath path = mixture(schedule(golden));
        Tensor t = scalar(golden.scalar("t"));
        Tensor x = tensor(golden, "x");
        Tensor gradient = Autodiff.grad(y -> Ops.sum(path.logDensity(t, y)), x);
        isClose(gradient, golden, "score", 1e-13);
        double time = golden.scalar("t");
        if (time > 0 && time < 1) {
            Conversion conversion = new Conversion(path.schedule(), PathQuantity.SCORE, PathQuantity.VELOCITY);
            double condition = conversion.conditionNumber(t).value().toDouble();
            isClose(conversion.apply(t, x, path.score(t, x)), golden, "velocity", 1e-14 * (10 + condition));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 1})
    void linearScheduleIsThePapersField(double time) {
        Tensor t = scalar(time);
        Tensor x = points();
        assertThat(numbers(path().velocity(t, x)))
                .containsExactly(numbers(paperField().velocity(t, x)), Offset.offset(1e-14));
    }

    @Test
    void timesMayDifferByRow() {
        MixturePath path = path();
        Tensor x = points();
        Tensor t = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 1), 0.25, 0.75);
        Tensor both = path.velocity(t, x);
        for (int i = 0; i < 2; i++) {
            Tensor one = path.velocity(scalar(0.25 + 0.5 * i), Ops.slice(x, -2, i, 1));
            assertThat(numbers(Ops.slice(both, -2, i, 1))).containsExactly(numbers(one));
        }
    }

    /** Ends of the draws meet x, and their means are E[x1|x] and E[x0|x], within 5 standard errors. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.5, 0.99, 1})
    void drawsHaveTheConditionalLaw(double time) {
        MixturePath path = path();
        Tensor t = scalar(time);
        Tensor x = points();
        PosteriorDraws draws = path.draws(t, x, 20_000, new Draws(3), "test");
        Tensor back = new AffinePath(path.schedule()).state(t, draws.x0(), draws.x1());
        assertThat(numbers(Ops.max(Ops.abs(Ops.subtract(back, x)), 3))[0]).isLessThan(1e-14);
        isWithinStandardErrors(MonteCarloMean.of(draws.x1()), path.dataMean(t, x));
        isWithinStandardErrors(MonteCarloMean.of(draws.x0()), path.noiseMean(t, x));
        isWithinStandardErrors(draws.velocity(), path.velocity(t, x));
    }

    /** The Jacobian's posterior covariance: sigma^2 d E[x1|x]/dx = alpha Cov[x1|x], seen in the draws. */
    @Test
    void drawsHaveTheConditionalCovariance() {
        MixturePath path = path();
        Tensor t = scalar(0.5);
        Tensor x = Ops.slice(points(), -2, 0, 1);
        double[] x1 = numbers(path.draws(t, x, 50_000, new Draws(4), "test").x1());
        double[] mean = numbers(path.dataMean(t, x));
        double[] expected = numbers(Autodiff.jacobian(y -> path.dataMean(t, y), x)); // sigma^2 / alpha = 1/2
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
                double sum = 0;
                double squares = 0;
                for (int m = 0; m < 50_000; m++) {
                    double product = (x1[2 * m + a] - mean[a]) * (x1[2 * m + b] - mean[b]);
                    sum += product / 50_000;
                    squares += product * product / 50_000;
                }
                double error = Math.sqrt((squares - sum * sum) / 50_000);
                assertThat(sum).isCloseTo(expected[2 * a + b] / 2, Offset.offset(5 * error));
            }
        }
    }

    /** Whatever the count: the first of many draws are those of few. */
    @Test
    void drawsDoNotDependOnTheirCount() {
        MixturePath path = path();
        Tensor t = scalar(0.5);
        Tensor x = points();
        Tensor few = path.draws(t, x, 3, new Draws(5), "test").x1();
        Tensor many = path.draws(t, x, 7, new Draws(5), "test").x1();
        assertThat(numbers(Ops.slice(many, -3, 0, 3))).containsExactly(numbers(few));
    }

    @Test
    void singularComponentsDrawTheirPoint() {
        MixturePath path = new MixturePath(
                new LinearSchedule(),
                DEVICE.tensor(DType.FLOAT64, Shape.of(1), 0),
                DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2), 2, -1),
                DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2, 2), 0, 0, 0, 1));
        Tensor x = DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2), 0.5, 0.5);
        double[] x1 =
                numbers(path.draws(scalar(0.5), x, 100, new Draws(6), "test").x1());
        for (int m = 0; m < 100; m++) {
            assertThat(x1[2 * m]).isEqualTo(2);
        }
        assertThatThrownBy(() -> path.velocity(scalar(1), x)).isInstanceOf(NotPositiveDefiniteException.class);
    }

    @Test
    void rejectsShapeMismatch() {
        GoldenCsv.Case golden = goldens().get(0);
        assertThatThrownBy(() -> new MixturePath(
                        new LinearSchedule(),
                        Ops.log(tensor(golden, "weights")),
                        tensor(golden, "means"),
                        tensor(golden, "means")))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("list of covariances");
        assertThatThrownBy(() -> path().velocity(scalar(0.5), DEVICE.fill(DType.FLOAT64, Shape.of(1, 3), 0)))
                .isInstanceOf(ShapeException.class);
    }
}
