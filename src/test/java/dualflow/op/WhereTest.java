package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Masks of zero occur in the golden values alone: at a jump there is no difference quotient. */
class WhereTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Where(), Shape.of(3), Shape.of(4), Shape.of(3)),
                OpCase.of(new Where(), Shape.of(3), Shape.of(3), Shape.of(2)),
                OpCase.of(new Where(), Shape.of(2, 3), Shape.of(2), Shape.of()));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 0; // nothing is rounded
    }

    @Override
    boolean isSmooth() {
        return false;
    }

    @Test
    void choosesExactNumbers() {
        double[] numbers = {-0.0, 0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN};
        for (double x : numbers) {
            for (double other : numbers) {
                assertThat(new Where().f(1, x, other)).isEqualByComparingTo(x);
                assertThat(new Where().f(0, other, x)).isEqualByComparingTo(x);
                assertThat(new Where().f(-0f, (float) other, (float) x)).isEqualByComparingTo((float) x);
            }
        }
        assertThat(new Where().f(Double.NaN, 1, 2)).isNaN();
    }

    @Test
    void slopeIsThatOfTheChosenOne() {
        assertThat(slope(1, 0, 1.5, 2.5)).isZero();
        assertThat(slope(2, 0, 1.5, 2.5)).isOne();
        assertThat(slope(1, -1, 1.5, 2.5)).isOne();
        assertThat(slope(2, -1, 1.5, 2.5)).isZero();
        assertThat(slope(0, 0, 1.5, 2.5)).isZero();
        assertThat(slope(1, Double.NaN, 1.5, 2.5)).isNaN();
    }
}
