package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.tensor.Op;
import dualflow.testing.GoldenCsv;
import org.junit.jupiter.api.Test;

class ErfcxTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 16 << Math.max(0, integer(golden, "order") - 3); // errors of the recurrence grow with the order
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 16 << Math.max(0, integer(golden, "order") - 2); // that of the next order
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Erfcx(integer(golden, "order"));
    }

    @Test
    void rejectsNegativeAndTooHighOrders() {
        assertThatThrownBy(() -> new Erfcx(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Erfcx(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8");
    }
}
