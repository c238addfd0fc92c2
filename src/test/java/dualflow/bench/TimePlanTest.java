package dualflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.calibration.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With given costs and a given clock. */
class TimePlanTest {
    private static final double CALIBRATION_SECONDS = 0.7;

    private double seconds;

    private TimePlan plan(int cases, CaseTime cost, OptionalInt rounds, boolean named, double pace) {
        List<TimePlan.Item> items = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            items.add(new TimePlan.Item("case " + i, cost));
        }
        return new TimePlan(items, rounds, named, 10, pace, () -> seconds);
    }

    /** Runs all cases, the machine so many times slower than the plan took it for, and unsteady if wanted; how many rounds each has. */
    private List<Integer> run(TimePlan plan, int cases, CaseTime cost, double slowness, boolean steady) {
        List<Integer> rounds = new ArrayList<>();
        int[] n = {0};
        for (int i = 0; i < cases; i++) {
            if (!plan.begin()) {
                rounds.add(0);
                continue;
            }
            double preparation = Math.min(cost.prepare() * slowness, Math.max(1, plan.preparing(0)));
            seconds += preparation;
            double round = cost.round() * slowness;
            RoundPlan roundPlan = plan.rounds(round, CALIBRATION_SECONDS);
            TimedRounds timed = new SteadyRounds(
                            () -> {
                                seconds += CALIBRATION_SECONDS;
                                return new Rates(steady || n[0]++ % 2 == 0 ? 480 : 300, 48, 48);
                            },
                            () -> seconds)
                    .run(roundPlan, () -> {
                        seconds += round;
                        return Map.of();
                    });
            rounds.add(timed.count());
        }
        return rounds;
    }

    @Test
    void onASteadyMachineTheRunTakesWhatIsAnnounced() {
        CaseTime cost = new CaseTime(5, 0.2);
        TimePlan plan = plan(3, cost, OptionalInt.of(5), true, 1);
        // 10 s to start; 5 s, 5 rounds of 0.2 s and 2 measurements each
        assertThat(plan.announcement())
                .isEqualTo("3 cases of 5 rounds each: about 33 s on a steady machine, 95 s at most.");
        seconds = 10;
        assertThat(run(plan, 3, cost, 1, true)).containsExactly(5, 5, 5);
        assertThat(seconds).isCloseTo(32.2, within(1e-9));
    }

    @Test
    void onASwingingMachineTheRunEndsWithinTheMostThatIsAnnounced() {
        CaseTime cost = new CaseTime(5, 0.2);
        TimePlan plan = plan(3, cost, OptionalInt.of(5), true, 1);
        seconds = 10;
        assertThat(run(plan, 3, cost, 1, false)).allMatch(rounds -> rounds >= 25);
        assertThat(seconds).isBetween(45.0, 2 * 32.2 + 30 + 5 * CALIBRATION_SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "3, true", "3, false", "10, false", "100, true"})
    void allCasesEndWithinTwentyMinutesHoweverSlowTheMachine(double slowness, boolean steady) {
        CaseTime cost = new CaseTime(20, 0.6);
        TimePlan plan = plan(30, cost, OptionalInt.empty(), false, 1);
        seconds = 10;
        List<Integer> rounds = run(plan, 30, cost, slowness, steady);
        assertThat(seconds).isLessThan(TimePlan.MOST_SECONDS);
        if (slowness < 10) {
            assertThat(rounds).allMatch(count -> count >= 3);
        }
        if (slowness == 1) {
            assertThat(rounds).allMatch(count -> count == 15 || (!steady && count > 15));
        }
    }

    @Test
    void asManyRoundsAsFitWhereTheTimeIsShort() {
        CaseTime cost = new CaseTime(60, 2);
        TimePlan plan = plan(15, cost, OptionalInt.empty(), false, 1);
        assertThat(plan.announcement()).isEqualTo("15 cases of up to 15 rounds each, as many as fit: 20 min at most.");
        seconds = 10;
        List<Integer> rounds = run(plan, 15, cost, 1, true);
        assertThat(seconds).isLessThan(TimePlan.MOST_SECONDS);
        assertThat(rounds).allMatch(count -> count >= 3 && count < 15);
    }

    @Test
    void roundsOfNamedCasesAreRunHoweverLongTheyTakeAndThatIsSaid() {
        CaseTime cost = new CaseTime(5, 1);
        TimePlan plan = plan(1, cost, OptionalInt.of(100), true, 1);
        assertThat(plan.announcement())
                .isEqualTo("1 case of 100 rounds: about 3 min on a steady machine, 6 min at most.");
        plan.begin();
        seconds = 200;
        RoundPlan rounds = plan.rounds(20, CALIBRATION_SECONDS);
        assertThat(rounds.wanted()).isEqualTo(100);
        assertThat(rounds.least()).isEqualTo(100);
        assertThat(plan.progress(rounds, 20))
                .isEqualTo("  case 1 of 1: 100 rounds of 20.00 s, about 35 min, 35 min at most;"
                        + " until the end of all 35 min, 35 min at most, which is longer than was announced.");
    }

    @Test
    void roundsOfAWholeRunAreNoMoreThanFit() {
        CaseTime cost = new CaseTime(5, 1);
        TimePlan plan = plan(20, cost, OptionalInt.of(1000), false, 1);
        seconds = 10;
        assertThat(run(plan, 20, cost, 1, true)).allMatch(count -> count > 15 && count < 1000);
        assertThat(seconds).isLessThan(TimePlan.MOST_SECONDS);
    }

    @Test
    void aSlowerMachineAnnouncesMoreTime() {
        assertThat(plan(1, new CaseTime(9, 0.1), OptionalInt.of(1), true, 4).announcement())
                .isEqualTo("1 case of 1 round: about 78 s on a steady machine, 4 min at most.");
    }

    @Test
    void whatIsLeftForPeersIsSharedAmongThoseToCome() {
        TimePlan plan = plan(1, new CaseTime(100, 1), OptionalInt.of(1), true, 1);
        plan.begin();
        double all = plan.preparing(0);
        assertThat(all).isGreaterThan(100);
        assertThat(plan.preparing(3)).isCloseTo(all / 4, within(1e-9));
        seconds = 1000;
        assertThat(plan.preparing(0)).isZero();
    }

    @Test
    void durationsAreRoundedUp() {
        assertThat(TimePlan.duration(0.2)).isEqualTo("1 s");
        assertThat(TimePlan.duration(100)).isEqualTo("100 s");
        assertThat(TimePlan.duration(101)).isEqualTo("2 min");
        assertThat(TimePlan.duration(1200)).isEqualTo("20 min");
    }

    @Test
    void everyGroupHasACost() {
        for (String group : Match.groups()) {
            assertThat(CaseTime.of(group, true).prepare()).isPositive();
            assertThat(CaseTime.of(group, false).round()).isPositive();
        }
    }
}
