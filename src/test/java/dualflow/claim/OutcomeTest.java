package dualflow.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
    @ParameterizedTest
    @CsvSource({"0, holds", "0.5, holds", "0.6, failed", "Infinity, failed", "NaN, failed"})
    void whatShouldHoldHoldsWithinItsTolerance(double error, String verdict) {
        assertThat(Outcome.holds(error, 0.5).verdict()).hasToString(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "2,        0,        corrected",
        "Infinity, 0.5,      corrected",
        // As printed it holds after all, or cannot be computed.
        "0.5,      0,        failed",
        "NaN,      0,        failed",
        // The correction does not hold, or cannot be computed.
        "2,        0.6,      failed",
        "2,        Infinity, failed",
        "2,        NaN,      failed"
    })
    void whatIsCorrectedIsFalseAsPrintedAndTrueAsCorrected(double asPrinted, double error, String verdict) {
        assertThat(Outcome.corrected(asPrinted, error, 0.5, "Because.").verdict())
                .hasToString(verdict);
    }

    @ParameterizedTest
    @CsvSource({"2, refuted", "Infinity, refuted", "0.5, failed", "NaN, failed"})
    void whatIsRefutedIsOutsideOfItsTolerance(double error, String verdict) {
        assertThat(Outcome.refuted(error, 0.5, "Because.").verdict()).hasToString(verdict);
    }

    @Test
    void aFailureSaysWhatWasExpected() {
        assertThat(Outcome.holds(1, 0.5).why()).isEqualTo("It should hold as printed.");
        assertThat(Outcome.corrected(0, 0, 0.5, "Because.").why())
                .isEqualTo("It should be false as printed and true as corrected.");
        assertThat(Outcome.refuted(0, 0.5, "Because.").why()).isEqualTo("It should be false as printed.");
    }

    @Test
    void numbersAreKept() {
        Outcome outcome = Outcome.corrected(2, 0.25, 0.5, "Because.");
        assertThat(outcome.error()).isEqualTo(0.25);
        assertThat(outcome.tolerance()).isEqualTo(0.5);
        assertThat(outcome.errorAsPrinted()).hasValue(2);
        assertThat(outcome.why()).isEqualTo("Because.");
    }
}
