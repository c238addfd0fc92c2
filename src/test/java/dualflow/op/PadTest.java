package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class PadTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new Pad(2, 1, 1), Shape.of(7)), OpCase.of(new Pad(0, 1, 1), Shape.of(7)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Pad(integer(golden, "axis"), integer(golden, "before"), integer(golden, "after"));
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
    void rejectsNegativePadding() {
        assertThatThrownBy(() -> new Pad(1, -1, 0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new Pad(1, 0, -1)).isInstanceOf(ShapeException.class);
    }
}
