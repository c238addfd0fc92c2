package dualflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.calibration.Rates;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** With given measurements and a given clock. */
class SteadyRoundsTest {
    private static final double CALIBRATION_SECONDS = 0.7;
    private static final double FOREVER = 1e9;

    private double seconds;
    private double roundSeconds = 0.1;
    private int rounds;

    private Map<String, Double> round() {
        seconds += roundSeconds;
        return Map.of("ours", (double) rounds++);
    }

    /** The fma per second of the n-th measurement. */
    private Supplier<Rates> calibration(DoubleUnaryOperator flops) {
        int[] n = {0};
        return () -> {
            seconds += CALIBRATION_SECONDS;
            return new Rates(flops.applyAsDouble(n[0]++), 48, 48);
        };
    }

    private TimedRounds run(RoundPlan plan, Supplier<Rates> calibration) {
        return new SteadyRounds(calibration, () -> seconds).run(plan, this::round);
    }

    private TimedRounds run(int wanted, Supplier<Rates> calibration) {
        return run(new RoundPlan(wanted, wanted, FOREVER), calibration);
    }

    @Test
    void onASteadyDeviceAllRoundsCountOnce() {
        TimedRounds timed = run(15, calibration(n -> 480 + n));
        assertThat(timed.steady()).isTrue();
        assertThat(timed.times("ours")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
        assertThat(timed.repeated()).isZero();
        assertThat(timed.speed().before().flops()).isEqualTo(480);
        assertThat(timed.speed().after().flops()).isEqualTo(483);
        assertThat(timed.speed().swing()).isEmpty();
    }

    @Test
    void onlyTheRoundsAboutADisturbanceAreRepeated() {
        TimedRounds timed = run(10, calibration(n -> n == 1 ? 245 : 480));
        assertThat(timed.steady()).isTrue();
        assertThat(timed.times("ours")).hasSize(10).doesNotContain(0, 1, 2, 3, 4);
        assertThat(timed.repeated()).isGreaterThanOrEqualTo(5);
        assertThat(timed.speed().before().flops()).isEqualTo(480);
        assertThat(timed.speed().drift()).isZero();
    }

    @Test
    void aBlockWaitsUntilTheDeviceIsAsItWas() {
        Iterator<Double> flops =
                List.of(480.0, 480.0, 480.0, 300.0, 300.0, 480.0, 480.0).iterator();
        TimedRounds timed = run(15, () -> new Rates(flops.next(), 48, 48));
        assertThat(timed.repeated()).isEqualTo(5); // the third block's, before the device was slow
        assertThat(timed.times("ours")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 18, 19);
        assertThat(flops).isExhausted();
    }

    @Test
    void onADeviceThatAlwaysDriftsAllRoundsAreKeptAndUnsteady() {
        TimedRounds timed = run(15, calibration(n -> n % 2 == 0 ? 480e9 : 450e9));
        assertThat(timed.steady()).isFalse();
        assertThat(timed.count()).isEqualTo(rounds).isBetween(75, 250);
        assertThat(timed.times("ours")).hasSize(rounds).isSorted();
        assertThat(timed.repeated()).isZero();
        assertThat(timed.speed().least().flops()).isEqualTo(450e9);
        assertThat(timed.speed().most().flops()).isEqualTo(480e9);
        assertThat(timed.speed().drift()).isCloseTo(480.0 / 450 - 1, within(1e-12));
        assertThat(timed.speed().swing()).isEqualTo("fma 450 to 480 GFLOP/s");
    }

    @Test
    void onAMemoryThatSwingsTheRatiosAreThoseOfTheRoundsWhateverItsSpeed() {
        Random random = new Random(7);
        double[] slowness = {1};
        Supplier<Rates> memory = () -> {
            seconds += CALIBRATION_SECONDS;
            slowness[0] = (slowness[0] < 1.5 ? 1.6 : 1) + 0.4 * random.nextDouble(); // up to twice as slow
            return new Rates(480e9, 96e9 / slowness[0], 96e9 / slowness[0]);
        };
        TimedRounds timed = new SteadyRounds(memory, () -> seconds).run(new RoundPlan(15, 3, 60), () -> {
            seconds += roundSeconds;
            double noise = 1 + 0.02 * random.nextGaussian();
            return Map.of("ours", 10 * slowness[0], "theirs", 12.5 * slowness[0] * noise);
        });
        assertThat(timed.steady()).isFalse();
        assertThat(timed.speed().swing()).matches("copy [0-9.]+ to [0-9.]+ GB/s, triad [0-9.]+ to [0-9.]+ GB/s");
        Spread ours = Spread.of(timed.times("ours"));
        assertThat(ours.high() / ours.low()).isGreaterThan(1.2);
        Spread ratio = Spread.ofRatios(timed.times("theirs"), timed.times("ours"));
        assertThat(ratio.median()).isCloseTo(1.25, within(0.01));
        assertThat(ratio.high() / ratio.low()).isLessThan(1.05);
    }

    @Test
    void repeatsEndWithTheTimeOfTheCase() {
        TimedRounds timed = run(new RoundPlan(15, 3, 30), calibration(n -> n % 2 == 0 ? 480 : 450));
        assertThat(timed.steady()).isFalse();
        assertThat(seconds).isBetween(30.0, 30 + 5 * CALIBRATION_SECONDS + roundSeconds);
    }

    @Test
    void whereTheTimeIsOverThereAreFewerRoundsButTheLeastOnes() {
        roundSeconds = 10;
        TimedRounds some = run(new RoundPlan(15, 3, 45), calibration(n -> 480));
        assertThat(some.count()).isEqualTo(5);
        assertThat(some.steady()).as("about all that were run").isTrue();
        assertThat(run(new RoundPlan(15, 3, 0), calibration(n -> 480)).count()).isEqualTo(3);
        assertThat(run(new RoundPlan(15, 15, 0), calibration(n -> 480)).count()).isEqualTo(15);
        assertThat(run(new RoundPlan(7, 7, 0), calibration(n -> n % 2 == 0 ? 480 : 450))
                        .count())
                .as("none is repeated after the time")
                .isEqualTo(7);
    }

    @Test
    void fewerRoundsThanABlock() {
        assertThat(run(2, calibration(n -> 480)).times("ours")).containsExactly(0, 1);
    }
}
