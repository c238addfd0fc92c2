package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTest extends OpContract {
    @Test
    void slopeAtZeroIsInfinite() {
        assertThat(slope(0, 0.0)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
