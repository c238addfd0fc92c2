package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class FoldTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Fold(2, 2, 0, 4, 6), Shape.of(2, 3, 5, 3)),
                OpCase.of(new Fold(2, 2, 0, 4, 6), Shape.of(2, 2, 4, 3)),
                OpCase.of(new Fold(2, 2, 0, 4, 6), Shape.of(3, 4, 3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Fold(
                integer(golden, "window"),
                integer(golden, "stride"),
                integer(golden, "padding"),
                integer(golden, "height"),
                integer(golden, "width"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return Math.pow(integer(golden, "window"), 2); // gamma_n: one rounding for each term
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden);
    }
}
