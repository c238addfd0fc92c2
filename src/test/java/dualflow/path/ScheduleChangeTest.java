package dualflow.path;

import static dualflow.path.PathCases.DEVICE;
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
import dualflow.flow.OdeSolver;
import dualflow.flow.RecordedField;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleChangeTest {

    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("path/mixture").cases();
    }

    static List<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (NoiseSchedule from : PathCases.schedules()) {
            for (NoiseSchedule to : PathCases.schedules()) {
                pairs.add(Arguments.of(from, to));
            }
        }
        return pairs;
    }

    /** Terms are as large as the rate of sigma, and cancel where that grows without bound. */
    @ParameterizedTest
    @MethodSource("goldens")
    void fieldOfTheLinearScheduleMatchesGoldenUnderAllOthers(GoldenCsv.Case golden) {
        NoiseSchedule to = schedule(golden);
        ScheduleChange change = new ScheduleChange(paperField(), new LinearSchedule(), to);
        Tensor r = scalar(golden.scalar("t"));
        Tensor x = tensor(golden, "x");
        if (to.sigmaDiverges() && golden.scalar("t") == 1) {
            assertThatThrownBy(() -> change.velocity(r, x))
                    .isInstanceOf(UndefinedAtTimeException.class)
                    .hasMessageContaining("t = 1.0");
            return;
        }
        double rate = Math.abs(to.sigmaRate(r).value().toDouble());
        assertThat(numbers(change.velocity(r, x)))
                .as(golden.name())
                .containsExactly(golden.values("velocity"), Offset.offset(2e-14 * (1 + rate)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everySchedulesFieldBecomesThatOfEveryOther(NoiseSchedule from, NoiseSchedule to) {
        ScheduleChange change = new ScheduleChange(mixture(from), from, to);
        MixturePath target = mixture(to);
        Tensor x = points();
        Tensor one = scalar(1);
        int reached = 0;
        for (double time : new double[] {0.05, 0.3, 0.6, 0.9}) {
            Tensor r = scalar(time);
            double ratio = Ops.divide(to.alpha(r), to.sigma(r)).value().toDouble();
            if (!isReached(from, ratio)) {
                assertThatThrownBy(() -> change.velocity(r, x))
                        .isInstanceOf(UndefinedAtTimeException.class)
                        .hasMessageContaining("at t = " + time + ", where data and noise have a ratio");
                continue;
            }
            reached++;
            double[] expected = numbers(target.velocity(r, x));
            double size = Math.max(1, Math.abs(to.sigmaRate(r).value().toDouble()));
            assertThat(numbers(change.velocity(r, x))).containsExactly(expected, Offset.offset(1e-12 * size));
            assertThat(numbers(Autodiff.jacobian(y -> change.velocity(r, y), x)))
                    .containsExactly(
                            numbers(Autodiff.jacobian(y -> target.velocity(r, y), x)), Offset.offset(1e-11 * size));
            double[] slope =
                    numbers(Autodiff.jvp(s -> target.velocity(s, x), r, one).tangent());
            double[] slopeOfChange =
                    numbers(Autodiff.jvp(s -> change.velocity(s, x), r, one).tangent());
            for (int i = 0; i < slope.length; i++) {
                assertThat(slopeOfChange[i]).isCloseTo(slope[i], Offset.offset(1e-9 * size * (1 + Math.abs(slope[i]))));
            }
        }
        assertThat(reached).isPositive();
    }

    private static boolean isReached(NoiseSchedule schedule, double ratio) {
        double first = Ops.divide(schedule.alpha(scalar(0)), schedule.sigma(scalar(0)))
                .value()
                .toDouble();
        double last = Ops.divide(schedule.alpha(scalar(1)), schedule.sigma(scalar(1)))
                .value()
                .toDouble();
        return ratio >= first && ratio <= last;
    }

    /** Paths of the new field are those of the old one in another time: from the same noise to the same data. */
    @Test
    void flowsHaveTheSameEnds() {
        OdeSolver solver = OdeSolver.adaptive(Tolerances.of(1e-11));
        Tensor x0 = points();
        Tensor end = solver.solve(paperField(), x0, TimeGrid.of(0, 1));
        ScheduleChange cosine = new ScheduleChange(paperField(), new LinearSchedule(), new CosineSchedule());
        assertThat(numbers(solver.solve(cosine, x0, TimeGrid.of(0, 1))))
                .containsExactly(numbers(end), Offset.offset(1e-9));
        // Half way the state is that of time 1/2 there too, as both have equal parts, but longer.
        Tensor middle = solver.solve(paperField(), x0, TimeGrid.of(0, 0.5));
        assertThat(numbers(solver.solve(cosine, x0, TimeGrid.of(0, 0.5))))
                .containsExactly(numbers(Ops.scale(middle, Math.sqrt(2))), Offset.offset(1e-9));
        assertThat(numbers(cosine.time(scalar(0.5)))).containsExactly(new double[] {0.5}, Offset.offset(1e-15));
        assertThat(numbers(cosine.scale(scalar(0.5))))
                .containsExactly(new double[] {Math.sqrt(2)}, Offset.offset(1e-15));
    }

    @Test
    void ratioThatTheOldScheduleLacksNamesTheTime() {
        VelocityField field = mixture(new VariancePreserving());
        ScheduleChange change = new ScheduleChange(field, new VariancePreserving(), new LinearSchedule());
        Tensor x = points();
        assertThatThrownBy(() -> change.velocity(scalar(0), x))
                .isInstanceOf(UndefinedAtTimeException.class)
                .hasMessageContaining("VariancePreserving[betaMin=0.1, betaMax=20.0]")
                .hasMessageContaining("at t = 0.0, where data and noise have a ratio that it has at no time");
    }

    /** The limit at t = 1 of a schedule whose sigma diverges there: E[x0 | x1] is then 0, and the field x1. */
    @Test
    void endOfTheDataIsTheLimit() {
        Tensor x = points();
        ScheduleChange change =
                new ScheduleChange(mixture(new VariancePreserving()), new VariancePreserving(), new LinearSchedule());
        assertThat(numbers(change.velocity(scalar(1), x)))
                .containsExactly(numbers(paperField().velocity(scalar(1), x)), Offset.offset(1e-14));
    }

    @Test
    void recordedChangeIsTheSame() {
        ScheduleChange change = new ScheduleChange(paperField(), new LinearSchedule(), new VariancePreserving());
        Tensor x = points();
        try (RecordedField recorded = new RecordedField(change, DEVICE.currentArena())) {
            for (double r : new double[] {0.1, 0.2, 0.7}) {
                assertThat(numbers(recorded.velocity(scalar(r), x)))
                        .containsExactly(numbers(change.velocity(scalar(r), x)));
            }
        }
    }
}
