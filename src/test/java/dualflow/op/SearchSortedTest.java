package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class SearchSortedTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new SearchSorted(false), Shape.SCALAR, Shape.of(2)),
                OpCase.of(new SearchSorted(true), Shape.of(3), Shape.SCALAR),
                OpCase.of(new SearchSorted(true), Shape.of(2, 3), Shape.of(3, 3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new SearchSorted(integer(golden, "right") == 1);
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 0; // zero
    }

    @Override
    boolean isSmooth() {
        return false;
    }
}
