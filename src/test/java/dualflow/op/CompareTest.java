package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Compare(), Shape.of(3), Shape.of(4)),
                OpCase.of(new Compare(), Shape.of(2, 3), Shape.of(2)),
                OpCase.of(new Compare(), Shape.of(0), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
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
        assertThat(slope(0, 1.5, 1.5)).isZero();
        assertThat(slope(1, 1.5, 1.5)).isZero();
        assertThat(slope(1, 2.5, 1.5)).isZero();
    }
}
