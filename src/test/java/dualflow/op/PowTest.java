package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Pow(), Shape.of(3), Shape.of(4)),
                OpCase.of(new Pow(), Shape.of(2, 3), Shape.of(2)),
                OpCase.of(new Pow(), Shape.of(0), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // what Elementary promises
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 16; // what PowPartial keeps, and two roundings
    }

    @Test
    void slopesAtBaseZeroAreTheirLimits() {
        assertThat(slope(0, 0, 2)).isZero();
        assertThat(slope(0, 0, 1)).isOne();
        assertThat(slope(0, 0, 0.5)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(slope(0, 0, 0)).isZero();
        assertThat(slope(1, 0, 2) == 0).isTrue();
        assertThat(slope(1, 0, 0.5) == 0).isTrue();
        assertThat(slope(1, 0, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(slope(1, 0, -1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void slopesAtNegativeBaseExistForWholeConstantExponents() {
        assertThat(slope(0, -2, 3)).isEqualTo(12);
        assertThat(slope(0, -2, -1)).isEqualTo(-0.25);
        assertThat(slope(0, -2, 0.5)).isNaN();
        assertThat(slope(1, -2, 3)).isNaN();
    }
}
