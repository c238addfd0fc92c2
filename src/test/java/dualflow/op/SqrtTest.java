package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.GoldenCsv;
import org.junit.jupiter.api.Test;

class SqrtTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // correctly rounded
    }

    @Test
    void slopeAtZeroIsInfinite() {
        assertThat(slope(0, 0.0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(slope(0, -1.0)).isNaN();
    }
}
