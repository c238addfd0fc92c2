package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnfoldTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Unfold(5, 1, 0), Shape.of(4, 6, 3)),
                OpCase.of(new Unfold(0, 1, 0), Shape.of(4, 6, 3)),
                OpCase.of(new Unfold(2, 1, 0), Shape.of(4, 6)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Unfold(integer(golden, "window"), integer(golden, "stride"), integer(golden, "padding"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 0; // nothing is rounded
    }

    @Test
    void rejectsStrideZeroAndNegativePadding() {
        assertThatThrownBy(() -> new Unfold(2, 0, 0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new Unfold(2, 1, -1)).isInstanceOf(ShapeException.class);
    }
}
