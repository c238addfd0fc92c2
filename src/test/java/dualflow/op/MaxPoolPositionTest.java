package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaxPoolPositionTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new MaxPoolPosition(5, 1, 0), Shape.of(4, 6, 3)),
                OpCase.of(new MaxPoolPosition(2, 1, 1), Shape.of(4, 0, 3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new MaxPoolPosition(integer(golden, "window"), integer(golden, "stride"), integer(golden, "padding"));
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
    void rejectsPaddingBeyondHalfOfTheWindow() {
        assertThatThrownBy(() -> new MaxPoolPosition(3, 1, 2)).isInstanceOf(ShapeException.class);
    }

    @Test
    void isTheFirstOfEqualNumbersAndTheLastOfNaN() {
        Tensor x = Ops.reshape(vector(0, 5, 5, Double.NaN, Double.NaN, 7), Shape.of(1, 6, 1));
        assertThat(new MaxPoolPosition(3, 3, 1).on(x).value().toDoubles()).containsExactly(5, 5);
        double least = Double.NEGATIVE_INFINITY;
        Tensor infinite = Ops.reshape(vector(least, least), Shape.of(1, 2, 1));
        assertThat(new MaxPoolPosition(3, 3, 1).on(infinite).value().toDoubles())
                .containsExactly(4);
    }
}
