package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Sum(Shape.of(3), Shape.SCALAR), Shape.of(4)),
                OpCase.of(new Sum(Shape.of(3, 2), Shape.of(2)), Shape.of(2)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Sum(shape(golden, "from"), shape(golden, "to"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return shape(golden, "from").size(); // gamma_n: a sum of n terms in any order has fewer than n roundings
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden);
    }

    @Test
    void rejectsShapesThatDoNotBroadcast() {
        assertThatThrownBy(() -> new Sum(Shape.of(4), Shape.of(3))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new Sum(Shape.of(3), Shape.of(3, 1))).isInstanceOf(ShapeException.class);
    }

    @Test
    void meanIsTheSumTimesTheReciprocalOfTheNumber() {
        assertThat(Ops.mean(vector(1, 2, 4, 9), 1).value().toDouble()).isEqualTo(4);
        assertThat(Ops.mean(vector(), 1).value().toDouble()).isNaN();
    }
}
