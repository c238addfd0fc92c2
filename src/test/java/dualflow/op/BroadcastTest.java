package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class BroadcastTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return List.of(
                OpCase.of(new Broadcast(Shape.SCALAR, Shape.of(7)), Shape.SCALAR),
                OpCase.of(new Broadcast(Shape.SCALAR, Shape.of(5)), Shape.of(2)),
                OpCase.of(new Broadcast(Shape.of(1), Shape.of(0)), Shape.of(2, 1)),
                OpCase.of(new Broadcast(Shape.of(3, 1), Shape.of(2, 3, 5)), Shape.of(3, 1)),
                OpCase.of(new Broadcast(Shape.of(2, 1, 3), Shape.of(2, 131, 3)), Shape.of(2, 1, 3)),
                OpCase.of(new Broadcast(Shape.of(1, 3), Shape.of(2, 3)), Shape.of(5, 1, 3)),
                OpCase.of(new Broadcast(Shape.of(4), Shape.of(4)), Shape.of(3, 4)),
                OpCase.of(new Broadcast(Shape.SCALAR, Shape.of(2100)), Shape.SCALAR),
                OpCase.of(new Broadcast(Shape.of(131, 1, 17), Shape.of(131, 2, 17)), Shape.of(131, 1, 17)));
    }

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
