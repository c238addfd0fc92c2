package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegressionFitTest {
    /** Errors of 1 about targets 1, 4, 5, 8, whose mean is 4.5. */
    @Test
    void explainedShareIsOfTheVariance() {
        RegressionFit fit = RegressionFit.of("a", new double[] {2, 3, 6, 7}, new double[] {1, 4, 5, 8});
        double squares = 12.25 + 0.25 + 0.25 + 12.25;
        assertThat(fit.rSquared().getAsDouble()).isCloseTo(1 - 4 / squares, within(1e-15));
        assertThat(fit.rootMeanSquaredError()).isEqualTo(1);
    }

    @Test
    void aConstantAttributeHasNoShare() {
        RegressionFit fit = RegressionFit.of("a", new double[] {0.1, 0.3}, new double[] {0.1, 0.1});
        assertThat(fit.rSquared()).isEmpty();
    }
}
