package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class MultiplyTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Multiply(), Shape.of(3), Shape.of(4)),
                OpCase.of(new Multiply(), Shape.of(2, 3), Shape.of(2)),
                OpCase.of(new Multiply(), Shape.of(0), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // correctly rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4; // two products and a sum
    }
}
