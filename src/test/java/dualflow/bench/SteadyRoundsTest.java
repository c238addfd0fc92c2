package dualflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.Rates;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** With measurements that are given, of rounds that take no time. */
class SteadyRoundsTest {
    private final List<String> said = new ArrayList<>();
    private int rounds;

    private Map<String, Double> round() {
        return Map.of("ours", (double) rounds++);
    }

    /** The n-th measurement's fma a second. */
    private static Supplier<Rates> calibration(DoubleUnaryOperator flops) {
        int[] n = {0};
        return () -> new Rates(flops.applyAsDouble(n[0]++), 48, 48);
    }

    private SteadyRounds run(int wanted, Supplier<Rates> calibration) {
        SteadyRounds steady = new SteadyRounds(wanted, calibration, said::add);
        steady.run(this::round);
        return steady;
    }

    @Test
    void onASteadyDeviceAllRoundsCountOnce() {
        SteadyRounds steady = run(15, calibration(n -> 480 + n));
        assertThat(steady.areEnough()).isTrue();
        assertThat(steady.times("ours")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
        assertThat(steady.repeated()).isZero();
        assertThat(steady.before().flops()).isEqualTo(480);
        assertThat(steady.after().flops()).isEqualTo(483);
        assertThat(said).isEmpty();
    }

    @Test
    void onlyTheRoundsAboutADisturbanceAreRepeated() {
        SteadyRounds steady = run(10, calibration(n -> n == 1 ? 245 : 480));
        assertThat(steady.areEnough()).isTrue();
        assertThat(steady.times("ours")).hasSize(10).doesNotContain(0, 1, 2, 3, 4);
        assertThat(steady.repeated()).isGreaterThanOrEqualTo(5);
        assertThat(steady.before().flops()).isEqualTo(480);
        assertThat(said).isNotEmpty().allMatch(sentence -> sentence.contains(" rounds do not count: fma "));
    }

    @Test
    void aBlockWaitsUntilTheDeviceIsAsItWas() {
        Iterator<Double> flops =
                List.of(480.0, 480.0, 480.0, 300.0, 300.0, 480.0, 480.0).iterator();
        SteadyRounds steady = run(15, () -> new Rates(flops.next(), 48, 48));
        assertThat(steady.repeated()).isEqualTo(5); // the third block's, before the device was slow
        assertThat(steady.times("ours")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 18, 19);
        assertThat(flops).isExhausted();
    }

    @Test
    void onADeviceThatAlwaysDriftsTooFewCount() {
        SteadyRounds steady = run(15, calibration(n -> n % 2 == 0 ? 480 : 450));
        assertThat(steady.areEnough()).isFalse();
        assertThat(steady.count()).isZero();
        assertThat(steady.times("ours")).isEmpty();
        assertThat(steady.repeated()).isBetween(75, 250);
    }

    @Test
    void fewerRoundsThanABlock() {
        assertThat(run(2, calibration(n -> 480)).times("ours")).containsExactly(0, 1);
    }
}
