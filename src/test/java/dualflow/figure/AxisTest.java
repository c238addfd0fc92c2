package dualflow.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where numbers stand on an axis, and which are written beside it. */
class AxisTest {
    private static List<String> texts(double low, double high, boolean isLogarithmic, int about) {
        return new Axis("x", low, high, isLogarithmic)
                .ticks(about).stream().map(Axis.Tick::text).toList();
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(texts(0, 1, false, 5)).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(texts(-3.1, 3.1, false, 4)).containsExactly("−2", "0", "2");
        assertThat(texts(1.5, 1.52, false, 4)).containsExactly("1.500", "1.505", "1.510", "1.515", "1.520");
        assertThat(texts(0, 3e6, false, 3)).containsExactly("0", "1e6", "2e6", "3e6");
        assertThat(texts(-2e-6, 2e-6, false, 2)).containsExactly("−2e−6", "0", "2e−6");
    }

    @Test
    void logarithmicTicksArePowersOfTen() {
        assertThat(texts(1e-3, 100, true, 6)).containsExactly("10⁻³", "10⁻²", "10⁻¹", "1", "10", "10²");
        assertThat(texts(1e-12, 1, true, 6)).containsExactly("10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "1");
        assertThat(texts(0.02, 0.5, true, 5)).containsExactly("0.02", "0.03", "0.05", "0.1", "0.2", "0.3", "0.5");
    }

    @Test
    void anAxisWithTwoPowersHasDigitsBetweenThem() {
        assertThat(texts(0.018, 3.3, true, 7)).containsExactly("0.02", "0.05", "0.1", "0.2", "0.5", "1", "2");
        assertThat(texts(0.004, 0.7, true, 6)).containsExactly("0.01", "0.03", "0.1", "0.3");
        assertThat(texts(0.004, 0.7, true, 2)).containsExactly("10⁻²", "10⁻¹");
    }

    @Test
    void placesAreProportions() {
        assertThat(new Axis("x", 2, 6, false).part(3)).isEqualTo(0.25);
        assertThat(new Axis("x", 1e-4, 1, true).part(1e-3)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void anAxisReachesOverAllNumbers() {
        Axis axis = Axis.around("x", new double[] {Double.NaN, -1, 3}, false);
        assertThat(axis.low()).isBetween(-1.3, -1.0);
        assertThat(axis.high()).isBetween(3.0, 3.3);
        Axis logarithmic = Axis.around("x", new double[] {0, -1, 1e-2, 1}, true);
        assertThat(logarithmic.low()).isBetween(0.5e-2, 1e-2);
        assertThat(Axis.around("x", new double[0], true).low()).isPositive();
        assertThat(Axis.around("x", new double[] {5}, false).part(5)).isCloseTo(0.5, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "2, 1, false", "NaN, 1, false", "0, 1, true", "-1, 1, true", "0, Infinity, false"})
    void refusesEndsThatAreNone(double low, double high, boolean isLogarithmic) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Axis("x", low, high, isLogarithmic));
    }
}
