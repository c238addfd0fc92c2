package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScatterAddTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new ScatterAdd(List.of(0, 2), 3), Shape.of(3, 5)),
                OpCase.of(new ScatterAdd(List.of(0), 3), Shape.of(1)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new ScatterAdd(GatherTest.indices(golden), integer(golden, "rows"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return GatherTest.indices(golden).size(); // gamma_n: one rounding for each term
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden);
    }

    @Test
    void rejectsIndicesOfNoRow() {
        assertThatThrownBy(() -> new ScatterAdd(List.of(3), 3))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("index 0 is 3");
        assertThatThrownBy(() -> new ScatterAdd(List.of(0, -1), 3)).isInstanceOf(ShapeException.class);
    }
}
