package dualflow.path;

import static dualflow.path.PathCases.DEVICE;
import static dualflow.path.PathCases.numbers;
import static dualflow.path.PathCases.schedule;
import static dualflow.path.PathCases.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoiseScheduleTest {

    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("path/schedules").cases();
    }

    static Iterable<NoiseSchedule> schedules() {
        return PathCases.schedules();
    }

    private static double at(UnaryOperator<Tensor> factor, double t) {
        return factor.apply(DEVICE.scalar(DType.FLOAT64, t)).value().toDouble();
    }

    /** A few roundings each; the three of variance preserving's exponent, 10 at most, count ten times. */
    private static void isClose(GoldenCsv.Case golden, String quantity, double actual) {
        int ulps = golden.name().startsWith("variance preserving") ? 40 : 12;
        double expected = golden.scalar(quantity);
        if (Double.isInfinite(expected)) {
            assertThat(actual).as(quantity).isEqualTo(expected);
        } else {
            assertThat(actual).as(quantity).isCloseTo(expected, Offset.offset(ulps * Math.ulp(expected)));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void factorsAndRatesMatchGolden(GoldenCsv.Case golden) {
        NoiseSchedule schedule = schedule(golden);
        double t = golden.scalar("t");
        isClose(golden, "alpha", at(schedule::alpha, t));
        isClose(golden, "sigma", at(schedule::sigma, t));
        isClose(golden, "alpha_rate", at(schedule::alphaRate, t));
        isClose(golden, "sigma_rate", at(schedule::sigmaRate, t));
        isClose(golden, "half_variance_rate", at(schedule::halfVarianceRate, t));
        double sigma = golden.scalar("sigma");
        assertThat(at(schedule::variance, t)).isCloseTo(sigma * sigma, Offset.offset(64 * Math.ulp(sigma * sigma)));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void dataAreReachedAndOnlyNamedRatesAreInfinite(NoiseSchedule schedule) {
        assertThat(at(schedule::alpha, 1)).isEqualTo(1);
        assertThat(1 / at(schedule::sigma, 1)).isPositive(); // 0, and not -0
        assertThat(Double.isInfinite(at(schedule::sigmaRate, 1))).isEqualTo(schedule.sigmaDiverges());
        assertThat(at(schedule::halfVarianceRate, 1)).isFinite();
    }

    /** Also its derivative: that of the time in itself is 1, and its second derivative 0. */
    @ParameterizedTest
    @MethodSource("schedules")
    void timeOfInvertsTheRatio(NoiseSchedule schedule) {
        Tensor t = vector(0.001, 0.1, 0.3, 0.5, 0.8, 0.99);
        UnaryOperator<Tensor> there = s -> schedule.timeOf(schedule.alpha(s), schedule.sigma(s));
        Tensor one = DEVICE.fill(DType.FLOAT64, t.shape(), 1);
        UnaryOperator<Tensor> slope = s -> Autodiff.jvp(there, s, one).tangent();
        assertThat(numbers(there.apply(t))).containsExactly(numbers(t), Offset.offset(1e-14));
        assertThat(numbers(slope.apply(t))).containsExactly(numbers(one), Offset.offset(1e-12));
        assertThat(numbers(Autodiff.jvp(slope, t, one).tangent())).containsExactly(new double[6], Offset.offset(1e-8));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void timeOfHoldsAtTheEnds(NoiseSchedule schedule) {
        Tensor t = vector(0, 1);
        assertThat(numbers(schedule.timeOf(schedule.alpha(t), schedule.sigma(t))))
                .containsExactly(numbers(t), Offset.offset(1e-14));
    }

    /** The time of a scaled pair is the same. */
    @ParameterizedTest
    @MethodSource("schedules")
    void timeOfGoesByTheRatioAlone(NoiseSchedule schedule) {
        Tensor t = vector(0.25, 0.75);
        Tensor third = DEVICE.scalar(DType.FLOAT64, 1.0 / 3);
        assertThat(numbers(schedule.timeOf(
                        Ops.multiply(schedule.alpha(t), third), Ops.multiply(schedule.sigma(t), third))))
                .containsExactly(numbers(t), Offset.offset(1e-14));
    }

    @Test
    void sourceIsScaledNoise() {
        Tensor x0 = vector(1, -2);
        assertThat(numbers(new LinearSchedule().source(x0))).containsExactly(1, -2);
        assertThat(numbers(new VarianceExploding().source(x0)))
                .containsExactly(new double[] {50, -100}, Offset.offset(1e-12));
        assertThat(numbers(new VariancePreserving().source(x0)))
                .containsExactly(new double[] {0.99997841, -1.99995682}, Offset.offset(1e-7));
    }

    @Test
    void rejectsParametersOutOfRange() {
        assertThatThrownBy(() -> new LinearSchedule(1)).hasMessageContaining("sigma_min is 1.0");
        assertThatThrownBy(() -> new LinearSchedule(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PolynomialSchedule(0)).hasMessageContaining("n is 0.0");
        assertThatThrownBy(() -> new VariancePreserving(20, 0.1)).hasMessageContaining("from 20.0 to 0.1");
        assertThatThrownBy(() -> new VarianceExploding(0, 50)).hasMessageContaining("from 50.0 to 0.0");
    }
}
