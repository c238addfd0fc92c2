package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowPartialTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new PowPartial(1, 0), Shape.of(3), Shape.of(4)),
                OpCase.of(new PowPartial(1, 0), Shape.of(2, 3), Shape.of(2)),
                OpCase.of(new PowPartial(1, 0), Shape.of(0), Shape.of(2)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new PowPartial(integer(golden, "i"), integer(golden, "j"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 16; // the power's 4, a logarithm and a rounding in each term, the roundings of its coefficient
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 20; // that of one order more, and two roundings
    }

    @Test
    void derivativesOfASquareAreExact() {
        assertThat(new PowPartial(1, 0).f(3, 2)).isEqualTo(6);
        assertThat(new PowPartial(2, 0).f(3, 2)).isEqualTo(2);
        for (int i = 3; i < 6; i++) {
            assertThat(new PowPartial(i, 0).f(3, 2)).isZero();
            assertThat(new PowPartial(i, 0).f(0, 2)).isZero();
            assertThat(new PowPartial(i, 0).f(Double.MIN_VALUE, 2)).isZero();
            assertThat(new PowPartial(i, 0).f(Double.POSITIVE_INFINITY, 2)).isZero();
        }
    }

    @Test
    void powerOutOfRangeMeetsACoefficientThatBringsItBack() {
        assertThat(new PowPartial(1, 0).f(Double.MIN_VALUE, Double.MIN_VALUE)).isCloseTo(1, OFFSET);
        assertThat((double) new PowPartial(1, 0).f(Float.MIN_VALUE, Float.MIN_VALUE))
                .isCloseTo(1, OFFSET_OF_FLOAT);
    }

    private static final org.assertj.core.data.Offset<Double> OFFSET = org.assertj.core.data.Offset.offset(1e-15);
    private static final org.assertj.core.data.Offset<Double> OFFSET_OF_FLOAT =
            org.assertj.core.data.Offset.offset(1e-6);

    @Test
    void rejectsNegativeAndTooHighOrders() {
        assertThatThrownBy(() -> new PowPartial(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PowPartial(0, 17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16");
    }
}
