package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class OverlapAddTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new OverlapAdd(1, 1, 6), Shape.of(5, 3, 2)),
                OpCase.of(new OverlapAdd(1, 1, 2), Shape.of(1, 3, 2)),
                OpCase.of(new OverlapAdd(1, 1, 3), Shape.of(3, 2)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new OverlapAdd(integer(golden, "stride"), integer(golden, "dilation"), integer(golden, "rows"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // a rounding for each term
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4; // a rounding for each term
    }
}
