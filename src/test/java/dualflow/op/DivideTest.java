package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class DivideTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Divide(), Shape.of(3), Shape.of(4)),
                OpCase.of(new Divide(), Shape.of(2, 3), Shape.of(2)),
                OpCase.of(new Divide(), Shape.of(0), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // correctly rounded
    }
}
