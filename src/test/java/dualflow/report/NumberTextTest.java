package dualflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberTextTest {
    @Test
    void errorsHaveTwoDigits() {
        assertThat(NumberText.ofError(4.94e-17)).isEqualTo("4.9 × 10⁻¹⁷");
        assertThat(NumberText.ofError(-1.25e12)).isEqualTo("−1.3 × 10¹²");
        assertThat(NumberText.ofError(1.84)).isEqualTo("1.8");
        assertThat(NumberText.ofError(0)).isEqualTo("0");
    }

    @Test
    void valuesHaveFourDecimalsUnlessTheyWouldLoseTheirDigits() {
        assertThat(NumberText.ofValue(0.28379)).isEqualTo("0.2838");
        assertThat(NumberText.ofValue(-0.5)).isEqualTo("−0.5000");
        assertThat(NumberText.ofValue(1.8e-5)).isEqualTo("1.8 × 10⁻⁵");
        assertThat(NumberText.ofValue(2.5e7)).isEqualTo("2.5 × 10⁷");
        assertThat(NumberText.ofValue(0)).isEqualTo("0");
    }

    @Test
    void whatIsNotFiniteIsAWord() {
        assertThat(NumberText.ofError(Double.POSITIVE_INFINITY)).isEqualTo("infinite");
        assertThat(NumberText.ofValue(Double.NEGATIVE_INFINITY)).isEqualTo("−infinite");
        assertThat(NumberText.ofValue(Double.NaN)).isEqualTo("undefined");
    }

    @Test
    void numbersAreToldFromWords() {
        assertThat("0.2838 −0.5000 12 <0.001".split(" ", -1)).allMatch(NumberText::isNumber);
        assertThat(NumberText.isNumber("1.8 × 10⁻⁵")).isTrue();
        assertThat(NumberText.isNumber("0.84 (0.79 to 0.88)")).isFalse();
        assertThat(NumberText.isNumber("float32")).isFalse();
        assertThat(NumberText.isNumber("")).isFalse();
    }
}
