package dualflow.path;

import static dualflow.path.PathCases.DEVICE;
import static dualflow.path.PathCases.ULP;
import static dualflow.path.PathCases.numbers;
import static dualflow.path.PathCases.scalar;
import static dualflow.path.PathCases.schedule;
import static dualflow.path.PathCases.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionTest {

    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("path/conversions").cases();
    }

    static Iterable<NoiseSchedule> schedules() {
        return PathCases.schedules();
    }

    private static boolean isDefined(double[] golden) {
        return Arrays.stream(golden).noneMatch(Double::isNaN);
    }

    private static void refuses(GoldenCsv.Case golden, Runnable program) {
        double t = golden.scalar("t");
        assertThatThrownBy(program::run)
                .hasMessageContaining("t = " + t)
                .asInstanceOf(type(UndefinedAtTimeException.class))
                .extracting(UndefinedAtTimeException::time)
                .isEqualTo(t);
    }

    /** Coefficients are within some ulp of theirs, and so each term is. */
    @ParameterizedTest
    @MethodSource("goldens")
    void allDirectionsMatchGoldenOrNameTheTime(GoldenCsv.Case golden) {
        Tensor t = scalar(golden.scalar("t"));
        Tensor x = vector(golden.vector("x"));
        Tensor q = vector(golden.vector("q"));
        for (PathQuantity from : PathQuantity.values()) {
            for (PathQuantity to : PathQuantity.values()) {
                Conversion conversion = new Conversion(schedule(golden), from, to);
                if (from == to) {
                    assertThat(conversion.apply(t, x, q)).isSameAs(q);
                    continue;
                }
                double[] expected = golden.vector(from + " to " + to);
                if (!isDefined(expected)) {
                    refuses(golden, () -> conversion.apply(t, x, q));
                    refuses(golden, () -> conversion.conditionNumber(t));
                    continue;
                }
                double[] actual = numbers(conversion.apply(t, x, q));
                double[] terms = numbers(conversion.largestTerm(t, x, q));
                double condition = conversion.conditionNumber(t).value().toDouble();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i])
                            .as("%s to %s of %s", from, to, golden)
                            .isCloseTo(expected[i], Offset.offset(32 * ULP * terms[i] * condition));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void pathGivenItsEndsMatchesGolden(GoldenCsv.Case golden) {
        AffinePath path = new AffinePath(schedule(golden));
        Tensor t = scalar(golden.scalar("t"));
        Tensor x0 = vector(golden.vector("x0"));
        Tensor x1 = vector(golden.vector("x1"));
        assertThat(numbers(path.state(t, x0, x1))).containsExactly(golden.vector("state"), Offset.offset(1e-13));
        double[] velocity = golden.vector("velocity");
        if (isDefined(velocity)) {
            double[] actual = numbers(path.velocity(t, x0, x1));
            for (int i = 0; i < velocity.length; i++) {
                assertThat(actual[i]).isCloseTo(velocity[i], Offset.offset(1e-14 * (1 + Math.abs(velocity[i]))));
            }
        } else {
            refuses(golden, () -> path.velocity(t, x0, x1));
        }
        Tensor x = vector(golden.vector("x"));
        double logDensity = golden.scalar("log_density");
        if (Double.isNaN(logDensity)) {
            refuses(golden, () -> path.logDensityGivenData(t, x, x1));
        } else {
            assertThat(path.logDensityGivenData(t, x, x1).value().toDouble())
                    .isCloseTo(logDensity, Offset.offset(1e-14 * (1 + Math.abs(logDensity))));
            Tensor score = path.scoreGivenData(t, x, x1);
            double[] gradient = numbers(Autodiff.grad(y -> path.logDensityGivenData(t, y, x1), x));
            double[] scores = numbers(score);
            for (int i = 0; i < scores.length; i++) {
                assertThat(gradient[i]).isCloseTo(scores[i], Offset.offset(1e-13 * Math.abs(scores[i])));
            }
        }
    }

    /** Within 4 ulp of the largest term on the way, times the condition number of the way back. */
    @ParameterizedTest
    @MethodSource("schedules")
    void roundTripsAreWithinFourUlp(NoiseSchedule schedule) {
        int n = 2000;
        Draws draws = new Draws(7);
        double[] times = draws.uniforms(0, 0, n);
        for (int i = 0; i < n; i++) {
            times[i] = i % 4 == 0 ? times[i] * 1e-6 : i % 4 == 1 ? 1 - times[i] * 1e-6 : times[i];
        }
        Tensor t = vector(times);
        Tensor x = vector(draws.normals(1, 0, n));
        Tensor q = vector(draws.normals(2, 0, n));
        for (PathQuantity from : PathQuantity.values()) {
            for (PathQuantity to : PathQuantity.values()) {
                Conversion there = new Conversion(schedule, from, to);
                Conversion back = new Conversion(schedule, to, from);
                Tensor middle = there.apply(t, x, q);
                double[] off = numbers(Ops.abs(Ops.subtract(back.apply(t, x, middle), q)));
                double[] term = numbers(Ops.maximum(there.largestTerm(t, x, q), back.largestTerm(t, x, middle)));
                double[] condition = numbers(back.conditionNumber(t));
                for (int i = 0; i < n; i++) {
                    assertThat(off[i])
                            .as("%s to %s and back at t = %s", from, to, times[i])
                            .isLessThanOrEqualTo(4 * ULP * term[i] * condition[i]);
                }
            }
        }
    }

    @Test
    void conditionNumbersOfTheLinearScheduleAreAsDocumented() {
        Tensor t = scalar(0.25);
        assertThat(condition(PathQuantity.DATA, PathQuantity.VELOCITY, t)).isEqualTo(1 / 0.75);
        assertThat(condition(PathQuantity.DATA, PathQuantity.NOISE, t)).isEqualTo(1 / 0.75);
        assertThat(condition(PathQuantity.DATA, PathQuantity.SCORE, t)).isEqualTo(1 / (0.75 * 0.75));
        assertThat(condition(PathQuantity.NOISE, PathQuantity.DATA, t)).isEqualTo(4);
        assertThat(condition(PathQuantity.NOISE, PathQuantity.VELOCITY, t)).isEqualTo(4);
        assertThat(condition(PathQuantity.NOISE, PathQuantity.SCORE, t)).isEqualTo(1 / 0.75);
        assertThat(condition(PathQuantity.VELOCITY, PathQuantity.DATA, t)).isEqualTo(1);
        assertThat(condition(PathQuantity.VELOCITY, PathQuantity.NOISE, t)).isEqualTo(1);
        assertThat(condition(PathQuantity.VELOCITY, PathQuantity.SCORE, t)).isEqualTo(1 / 0.75);
        assertThat(condition(PathQuantity.SCORE, PathQuantity.DATA, t)).isEqualTo(4);
        assertThat(condition(PathQuantity.SCORE, PathQuantity.NOISE, t)).isEqualTo(1);
        assertThat(condition(PathQuantity.SCORE, PathQuantity.VELOCITY, t)).isEqualTo(4);
        assertThat(condition(PathQuantity.SCORE, PathQuantity.SCORE, t)).isEqualTo(1);
    }

    private static double condition(PathQuantity from, PathQuantity to, Tensor t) {
        return new Conversion(new LinearSchedule(), from, to)
                .conditionNumber(t)
                .value()
                .toDouble();
    }

    /** (x1 - x)/(1 - t) has the derivative (x1 - x)/(1 - t)^2 in t. */
    @Test
    void derivativeInTimeIsExact() {
        Tensor x = vector(0.5, -1);
        Tensor x1 = vector(2, 0.25);
        UnaryOperator<Tensor> field = t -> new AffinePath(new LinearSchedule()).velocityGivenData(t, x, x1);
        assertThat(numbers(Autodiff.jvp(field, scalar(0.75), scalar(1)).tangent()))
                .containsExactly(1.5 * 16, 1.25 * 16);
    }

    /** What is the limit for a number t has another derivative. */
    @Test
    void derivativeWhereOnlyTheLimitExistsIsRefused() {
        Conversion conversion = new Conversion(new PolynomialSchedule(2), PathQuantity.VELOCITY, PathQuantity.NOISE);
        Tensor x = vector(0.5, -1);
        assertThat(numbers(conversion.apply(scalar(0), x, vector(3, 4)))).containsExactly(0.5, -1);
        assertThatThrownBy(() -> Autodiff.jvp(t -> conversion.apply(t, x, x), scalar(0), scalar(1)))
                .isInstanceOf(UndefinedAtTimeException.class)
                .hasMessage("the noise does not follow from the velocity at t = 0.0, where the divisor is 0");
    }

    @Test
    void timesForEachRowBroadcast() {
        Conversion conversion = new Conversion(new LinearSchedule(), PathQuantity.DATA, PathQuantity.VELOCITY);
        Tensor t = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 1), 0, 0.5);
        Tensor x = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 2, 3, 4);
        Tensor x1 = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 2), 2, 2, 5, 3);
        assertThat(numbers(conversion.apply(t, x, x1))).containsExactly(1, 0, 4, -2);
        Tensor end = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 1), 0.5, 1);
        assertThatThrownBy(() -> conversion.apply(end, x, x1))
                .hasMessage("the velocity does not follow from the data at t = 1.0, where the divisor is 0");
    }
}
