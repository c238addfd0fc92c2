package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaxPoolTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new MaxPool(5, 1, 0), Shape.of(4, 6, 3)),
                OpCase.of(new MaxPool(2, 1, 1), Shape.of(0, 6, 3)),
                OpCase.of(new MaxPool(2, 1, 0), Shape.of(4, 6)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new MaxPool(integer(golden, "window"), integer(golden, "stride"), integer(golden, "padding"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 0; // products with 0 and 1, and sums with zeros
    }

    @Override
    boolean isSmooth() {
        return false;
    }

    @Test
    void rejectsPaddingBeyondHalfOfTheWindow() {
        assertThatThrownBy(() -> new MaxPool(3, 1, 2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new MaxPool(0, 1, 0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new MaxPool(2, 0, 0)).isInstanceOf(ShapeException.class);
    }

    @Test
    void firstOfEqualGreatestNumbersHasTheWholeSlope() {
        Tensor x = Ops.reshape(vector(1, 3, 2, 3, 3, 3), Shape.of(2, 3, 1));
        assertThat(Autodiff.grad(v -> Ops.sum(Ops.maxPool(v, 2, 1, 0)), x)
                        .value()
                        .toDoubles())
                .containsExactly(0, 2, 0, 0, 0, 0);
        assertThat(Autodiff.grad(v -> Ops.sum(Ops.maxPool(v, 3, 3, 1)), x)
                        .value()
                        .toDoubles())
                .containsExactly(0, 1, 0, 0, 0, 0);
    }
}
