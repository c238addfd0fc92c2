package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermuteTest extends OpContract {
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
