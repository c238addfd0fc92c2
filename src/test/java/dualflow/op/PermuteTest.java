package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermuteTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return List.of(
                OpCase.of(new Permute(1, 0), Shape.of(3, 5)),
                OpCase.of(new Permute(1, 0), Shape.of(2, 3, 5)),
                OpCase.of(new Permute(1, 0), Shape.of(0, 5)),
                OpCase.of(new Permute(2, 0, 1), Shape.of(2, 3, 7)),
                OpCase.of(new Permute(2, 0, 3, 1), Shape.of(2, 3, 5, 7)),
                OpCase.of(new Permute(1, 0), Shape.of(1, 13)),
                OpCase.of(new Permute(0), Shape.of(7)),
                OpCase.of(new Permute(1, 0), Shape.of(40, 57)),
                OpCase.of(new Permute(1, 0, 2), Shape.of(9, 15, 17)));
    }

    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new Permute(1, 0), Shape.of(3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Permute(shape(golden, "order").dims());
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
    void rejectsWhatIsNoPermutation() {
        assertThatThrownBy(() -> new Permute(0, 2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new Permute(0, 0)).isInstanceOf(ShapeException.class);
    }
}
