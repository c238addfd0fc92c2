package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.GoldenCsv;
import org.junit.jupiter.api.Test;

class FloorTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded but to an integer
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 0; // zero
    }

    @Override
    boolean isSmooth() {
        return false;
    }

    @Test
    void slopeIsZeroAlsoWhereItJumps() {
        assertThat(slope(0, 2.0)).isZero();
        assertThat(slope(0, 2.5)).isZero();
        assertThat(slope(0, 0.25)).isZero();
    }
}
