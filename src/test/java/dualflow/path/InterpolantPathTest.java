package dualflow.path;

import static dualflow.path.PathCases.DEVICE;
import static dualflow.path.PathCases.numbers;
import static dualflow.path.PathCases.points;
import static dualflow.path.PathCases.scalar;
import static dualflow.path.PathCases.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.flow.NotPositiveDefiniteException;
import dualflow.op.Ops;
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

class InterpolantPathTest {
    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("path/interpolant").cases();
    }

    static Interpolant interpolant(GoldenCsv.Case golden) {
        double scale = golden.scalar("scale");
        return switch (golden.name().substring(0, golden.name().indexOf(' '))) {
            case "bridge" -> Interpolant.bridge(scale);
            case "tube" -> Interpolant.tube(scale);
            default -> Interpolant.trigonometric(scale);
        };
    }

    static InterpolantPath path(GoldenCsv.Case golden) {
        return new InterpolantPath(
                interpolant(golden),
                Ops.log(tensor(golden, "weights")),
                tensor(golden, "means0"),
                tensor(golden, "covariances0"),
                tensor(golden, "means1"),
                tensor(golden, "covariances1"));
    }

    private static void isClose(Tensor actual, GoldenCsv.Case golden, String quantity) {
        assertThat(numbers(actual))
                .as("%s of %s", quantity, golden)
                .containsExactly(golden.values(quantity), Offset.offset(4e-14));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void allQuantitiesMatchGolden(GoldenCsv.Case golden) {
        InterpolantPath path = path(golden);
        Tensor t = scalar(golden.scalar("t"));
        Tensor x = tensor(golden, "x");
        isClose(path.sourceMean(t, x), golden, "source_mean");
        isClose(path.dataMean(t, x), golden, "data_mean");
        isClose(path.denoiser(t, x), golden, "denoiser");
        isClose(path.velocity(t, x), golden, "velocity");
        isClose(path.score(t, x), golden, "score");
        isClose(path.logDensity(t, x), golden, "log_density");
        isClose(Autodiff.grad(y -> Ops.sum(path.logDensity(t, y)), x), golden, "score");
    }

    /** With one standard normal source and no noise of its own it is the path of flow matching. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 1})
    void isTheMixturePathWhereTheSourceIsNoise(double time) {
        GoldenCsv.Case golden = GoldenCsv.read("path/mixture").cases().get(0);
        Tensor zero = DEVICE.fill(DType.FLOAT64, Shape.of(2, 2), 0);
        Tensor identities = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 2, 2), 1, 0, 0, 1, 1, 0, 0, 1);
        InterpolantPath path = new InterpolantPath(
                Interpolant.bridge(0),
                Ops.log(tensor(golden, "weights")),
                zero,
                identities,
                tensor(golden, "means"),
                tensor(golden, "covariances"));
        MixturePath mixture = PathCases.mixture(new LinearSchedule());
        Tensor t = scalar(time);
        assertThat(numbers(path.velocity(t, points())))
                .containsExactly(numbers(mixture.velocity(t, points())), Offset.offset(1e-14));
        assertThat(numbers(path.logDensity(t, points())))
                .containsExactly(numbers(mixture.logDensity(t, points())), Offset.offset(1e-14));
    }

    /** A single pair moves with its own velocity, wherever the state is. */
    @Test
    void onePairMovesAlongItsLine() {
        Tensor x0 = DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2), 1, 2);
        Tensor x1 = DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2), 4, -2);
        InterpolantPath path = InterpolantPath.ofPairs(Interpolant.tube(0.5), x0, x1);
        assertThat(numbers(path.velocity(scalar(0.25), points()))).containsExactly(3, -4, 3, -4);
    }

    /** Where pairs cross, the velocity is the mean of theirs; nearer to one, it is that one's. */
    @Test
    void crossingPairsAreAveraged() {
        Tensor x0 = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 1), -1, 1);
        Tensor x1 = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 1), 1, -1);
        InterpolantPath path = InterpolantPath.ofPairs(Interpolant.tube(0.125), x0, x1);
        Tensor x = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 1), 0, 0.5);
        assertThat(numbers(path.velocity(scalar(0.5), x))).containsExactly(0, 0);
        // At t = 3/4 the two are at 1/2 and -1/2, eight standard deviations apart.
        double[] later = numbers(path.velocity(scalar(0.75), x));
        assertThat(later[1]).isCloseTo(2, Offset.offset(1e-12));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void velocityGivenTheEndsIsTheRateOfTheState(GoldenCsv.Case golden) {
        Interpolant interpolant = interpolant(golden);
        double time = golden.scalar("t");
        Tensor t = scalar(time);
        Tensor x0 = tensor(golden, "means0");
        Tensor x1 = tensor(golden, "means1");
        Tensor z = points();
        if ((time == 0 || time == 1) && !golden.name().startsWith("tube")) {
            assertThatThrownBy(() -> interpolant.velocity(t, x0, x1, z))
                    .isInstanceOf(UndefinedAtTimeException.class)
                    .hasMessage("the velocity given x0, x1 and z is not finite at t = " + time
                            + ", where gamma' is not finite");
        } else {
            Tensor rate = Autodiff.jvp(s -> interpolant.state(s, x0, x1, z), t, scalar(1))
                    .tangent();
            double[] expected = numbers(rate);
            assertThat(numbers(interpolant.velocity(t, x0, x1, z)))
                    .containsExactly(expected, Offset.offset(4 * PathCases.ULP * PathCases.largest(expected)));
        }
    }

    @Test
    void pointsWithoutNoiseAreNamed() {
        Tensor x0 = DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2), 1, 2);
        InterpolantPath path = InterpolantPath.ofPairs(Interpolant.bridge(1), x0, x0);
        assertThatThrownBy(() -> path.velocity(scalar(0), points()))
                .isInstanceOf(NotPositiveDefiniteException.class)
                .hasMessageContaining("covariance C_k of x_t");
    }

    @Test
    void rejectsNoiseBelowZero() {
        for (double scale : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            for (Runnable each : List.<Runnable>of(
                    () -> Interpolant.bridge(scale),
                    () -> Interpolant.tube(scale),
                    () -> Interpolant.trigonometric(scale))) {
                assertThatThrownBy(each::run)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("the noise's scale is " + scale + "; give a number from 0 on");
            }
        }
    }

    @Test
    void rejectsShapeMismatch() {
        GoldenCsv.Case golden = goldens().get(0);
        assertThatThrownBy(() -> InterpolantPath.ofPairs(Interpolant.tube(1), points(), scalar(1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("the pairs have shapes [2, 2] and [] where rows are needed, [N, d]");
        assertThatThrownBy(() -> new InterpolantPath(
                        Interpolant.tube(1),
                        tensor(golden, "weights"),
                        tensor(golden, "means0"),
                        tensor(golden, "covariances0"),
                        tensor(golden, "means1"),
                        tensor(golden, "means1")))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("list of data covariances");
    }
}
