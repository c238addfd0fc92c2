package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.tensor.Op;
import dualflow.testing.GoldenCsv;
import org.junit.jupiter.api.Test;

class LogNdtrTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 64; // roundings of a recurrence or of sums of moments, from the fifth order on some tens
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 128; // that of the next order
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new LogNdtr(integer(golden, "order"));
    }

    @Test
    void rejectsNegativeAndTooHighOrders() {
        assertThatThrownBy(() -> new LogNdtr(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LogNdtr(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8");
    }
}
