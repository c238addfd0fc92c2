package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.experiment.Table4;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interpreting sentences follow from the numbers. */
class InterpretationTest {
    @ParameterizedTest
    @CsvSource({"1.0345, near x0.", "0.9655, near x0.", "0.31, not near x0", "-1, not near x0"})
    void learnedPathsAreNearTheStartOrNot(double end, String sentence) {
        assertThat(Figure1Command.learned(end)).contains("x0, " + sentence);
    }

    @Test
    void particlesEndAtTheMixtureOrNotOrTooFewTell() {
        assertThat(Figure2Command.agreement(OptionalDouble.of(2.34)))
                .contains("end at the mixture", "(2.3 standard errors off)");
        assertThat(Figure2Command.agreement(OptionalDouble.of(232.9))).contains("do not end at the mixture");
        assertThat(Figure2Command.agreement(OptionalDouble.empty())).isEqualTo("these are too few particles to tell.");
    }

    @ParameterizedTest
    @CsvSource({
        "0.25, 0.284, 0.28401, 0.37868, true",
        "0.25, 0.284, 0.29, 0.38667, false",
        "0.25, 0.284, 0.28401, 0.4, false",
        "0, <0.001, 0.0001, 0.0001, true",
        "0, <0.001, 0.002, 0.002, false"
    })
    void thePublishedMatricesGiveThePrintedDigitsOrNot(
            double t, String printed, double code, double exact, boolean explained) {
        Table4.Row row = new Table4.Row(t, "", printed, 0, code, 0, 0, exact, 0);
        assertThat(row.isExplained()).isEqualTo(explained);
    }
}
