package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.lesson.DualNumbers.DualNumber;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 1. */
class DualNumbersTest {
    private static final DualNumber TWO = new DualNumber(2, 0);

    /** The tangent is linear in that of the input: 3 f'(2) = 30. */
    @Test
    void tangentIsLinearInTheInputsTangent() {
        assertThat(DualNumbers.f(new DualNumber(2, 3))).isEqualTo(new DualNumber(4, 30));
    }

    @Test
    void tenthPowerHasTheDerivativeTenAtOne() {
        DualNumber x = new DualNumber(1, 1);
        DualNumber y = new DualNumber(1, 0);
        for (int i = 0; i < 10; i++) {
            y = y.times(x);
        }
        assertThat(y).isEqualTo(new DualNumber(1, 10));
    }

    @Test
    void newtonsMethodFindsTheRoot() {
        double x = 2;
        for (int i = 0; i < 6; i++) {
            DualNumber y = DualNumbers.f(new DualNumber(x, 1));
            x -= y.primal() / y.tangent();
        }
        assertThat(x).isCloseTo(Math.sqrt(2), within(1e-15));
    }

    /**
     * At the root the derivative of a round by x is (1 - a / x^2) / 2 = 0, so what leaks there counts for nothing, and the last round's
     * derivative by a, 1 / (2 x), is the whole.
     */
    @Test
    void heronsMethodForgivesALeak() {
        double slope = 1 / (2 * Math.sqrt(2));
        assertThat(heron(false).primal()).isCloseTo(Math.sqrt(2), within(1e-15));
        assertThat(heron(false).tangent()).isCloseTo(slope, within(1e-15));
        assertThat(heron(true).tangent()).isCloseTo(slope, within(1e-15));
    }

    private static DualNumber heron(boolean leaks) {
        DualNumber a = new DualNumber(2, 1);
        DualNumber x = new DualNumber(1, 0);
        for (int i = 0; i < 6; i++) {
            x = leaks ? DualNumbers.constant(x.primal()) : x;
            x = x.plus(a.over(x)).over(TWO);
        }
        return x;
    }

    @Test
    void aLeakLosesAllButTheLastYear() {
        DualNumber rate = new DualNumber(1, 1);
        assertThat(DualNumbers.growth(rate)).isEqualTo(new DualNumber(8, 12));
        assertThat(DualNumbers.growthWithALeak(rate)).isEqualTo(new DualNumber(8, 4));
    }
}
