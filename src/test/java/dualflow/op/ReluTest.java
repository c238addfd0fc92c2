package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.GoldenCsv;
import org.junit.jupiter.api.Test;

class ReluTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 1; // one product
    }

    @Override
    boolean isSmooth() {
        return false;
    }

    @Test
    void slopeAtZeroIsZero() {
        assertThat(slope(0, 0.0)).isZero();
        assertThat(slope(0, -0.0)).isZero();
        assertThat(slope(0, Double.MIN_VALUE)).isOne();
        assertThat(slope(0, Double.NaN)).isNaN();
    }
}
