package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class SliceTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Slice(1, 5, 3), Shape.of(7)),
                OpCase.of(new Slice(1, -1, 2), Shape.of(7)),
                OpCase.of(new Slice(1, 0, -1), Shape.of(7)),
                OpCase.of(new Slice(2, 0, 1), Shape.of(7)),
                OpCase.of(new Slice(1, 1, Integer.MAX_VALUE), Shape.of(7)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Slice(integer(golden, "axis"), integer(golden, "start"), integer(golden, "length"));
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
