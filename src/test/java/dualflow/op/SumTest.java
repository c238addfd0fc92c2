package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return List.of(
                OpCase.of(new Sum(Shape.of(7), Shape.SCALAR), Shape.of(7)),
                OpCase.of(new Sum(Shape.of(521), Shape.SCALAR), Shape.of(3, 521)),
                OpCase.of(new Sum(Shape.of(0), Shape.SCALAR), Shape.of(4, 0)),
                OpCase.of(new Sum(Shape.of(3, 5), Shape.of(5)), Shape.of(2, 3, 5)),
                OpCase.of(new Sum(Shape.of(3, 5), Shape.of(3, 1)), Shape.of(3, 5)),
                OpCase.of(new Sum(Shape.of(2, 3, 2, 3), Shape.of(3, 1, 3)), Shape.of(2, 3, 2, 3)),
                OpCase.of(new Sum(Shape.of(300, 2), Shape.of(2)), Shape.of(300, 2)),
                OpCase.of(new Sum(Shape.of(1), Shape.SCALAR), Shape.of(1)),
                OpCase.of(new Sum(Shape.of(3, 0), Shape.of(3, 1)), Shape.of(3, 0)),
                OpCase.of(new Sum(Shape.of(2, 131, 17), Shape.of(17)), Shape.of(2, 131, 17)),
                OpCase.of(new Sum(Shape.of(33, 4, 3), Shape.of(33, 1, 3)), Shape.of(2, 33, 4, 3)),
                OpCase.of(new Sum(Shape.of(20, 3, 7), Shape.of(1, 3, 1)), Shape.of(2, 20, 3, 7)),
                OpCase.of(new Sum(Shape.of(4, 40), Shape.of(40)), Shape.of(130, 4, 40)),
                // Neighbouring results of two and of four neighbouring terms; rows of terms; few partial sums and many.
                OpCase.of(new Sum(Shape.of(133, 32, 2), Shape.of(1, 32, 1)), Shape.of(2, 133, 32, 2)),
                OpCase.of(new Sum(Shape.of(70, 19, 4), Shape.of(1, 19, 1)), Shape.of(2, 70, 19, 4)),
                OpCase.of(new Sum(Shape.of(18, 45), Shape.of(18, 1)), Shape.of(2, 18, 45)),
                OpCase.of(new Sum(Shape.of(2, 17, 35), Shape.of(17, 1)), Shape.of(2, 17, 35)),
                OpCase.of(new Sum(Shape.of(4500), Shape.SCALAR), Shape.of(17, 4500)),
                OpCase.of(new Sum(Shape.of(4200, 80), Shape.of(80)), Shape.of(4200, 80)),
                OpCase.of(new Sum(Shape.of(4200, 19), Shape.of(19)), Shape.of(4200, 19)),
                // Whole vectors.
                OpCase.of(new Sum(Shape.of(4, 48), Shape.of(48)), Shape.of(130, 4, 48)),
                OpCase.of(new Sum(Shape.of(300, 16), Shape.of(16)), Shape.of(300, 16)));
    }

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
