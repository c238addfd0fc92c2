package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingWindowsTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new SlidingWindows(3, 1, 2), Shape.of(4, 2)),
                OpCase.of(new SlidingWindows(1, 1, 1), Shape.of(0, 2)),
                OpCase.of(new SlidingWindows(1 << 30, 1, 1 << 10), Shape.of(4, 2)),
                OpCase.of(new SlidingWindows(3, 1, 1), Shape.of(4)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new SlidingWindows(integer(golden, "window"), integer(golden, "stride"), integer(golden, "dilation"));
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
    void rejectsComponentsBelowOne() {
        assertThatThrownBy(() -> new SlidingWindows(0, 1, 1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new SlidingWindows(1, 0, 1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new SlidingWindows(1, 1, 0)).isInstanceOf(ShapeException.class);
    }
}
