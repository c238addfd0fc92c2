package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tests of the maximum and the minimum share: both choose, round nothing and have the same kink. */
abstract class ChoiceOfTwoContract extends OpContract {
    abstract Op op();

    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(op(), Shape.of(3), Shape.of(4)),
                OpCase.of(op(), Shape.of(2, 3), Shape.of(2)),
                OpCase.of(op(), Shape.of(0), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4; // products with 0, 1/2 or 1, and a sum
    }

    @Override
    boolean isSmooth() {
        return false;
    }

    @Test
    void equalArgumentsHaveHalfTheSlopeEach() {
        assertThat(slope(0, 1.5, 1.5)).isEqualTo(0.5);
        assertThat(slope(1, 1.5, 1.5)).isEqualTo(0.5);
        assertThat(slope(0, 0.0, -0.0)).isEqualTo(0.5);
        assertThat(slope(1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)).isEqualTo(0.5);
        assertThat(slope(0, 1.5, Double.NaN)).isNaN();
    }
}
