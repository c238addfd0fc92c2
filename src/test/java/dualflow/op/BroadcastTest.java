package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class BroadcastTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Broadcast(Shape.of(3, 1), Shape.of(3, 2)), Shape.of(3, 2)),
                OpCase.of(new Broadcast(Shape.of(3, 1), Shape.of(3, 2)), Shape.of(1)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Broadcast(shape(golden, "from"), shape(golden, "to"));
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
    void rejectsShapesThatDoNotBroadcast() {
        assertThatThrownBy(() -> new Broadcast(Shape.of(3), Shape.of(4))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new Broadcast(Shape.of(3, 1), Shape.of(3))).isInstanceOf(ShapeException.class);
    }
}
