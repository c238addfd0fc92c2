package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Log(), OpCase.Numbers.between(0.5, 4));
    }

    @Test
    void slopeAtZeroIsInfinite() {
        assertThat(slope(0, 0.0)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
