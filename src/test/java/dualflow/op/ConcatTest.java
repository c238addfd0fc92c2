package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class ConcatTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Concat(2), Shape.of(2, 3), Shape.of(2, 4)),
                OpCase.of(new Concat(1), Shape.of(2, 3), Shape.of(3, 3)),
                OpCase.of(new Concat(2), Shape.of(3), Shape.of(3, 3)),
                OpCase.of(new Concat(0), Shape.of(3), Shape.of(3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Concat(integer(golden, "axis"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 0; // nothing is rounded
    }
}
