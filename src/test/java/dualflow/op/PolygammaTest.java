package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.tensor.Op;
import dualflow.testing.GoldenCsv;
import org.junit.jupiter.api.Test;

class PolygammaTest extends OpContract {
    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Polygamma(integer(golden, "order"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 16; // a sum of some ten powers of up to six roundings each
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 18; // that of the next order, and a product
    }

    @Test
    void rejectsNegativeAndTooHighOrders() {
        assertThatThrownBy(() -> new Polygamma(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Polygamma(33))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
    }
}
