package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class ArgMaxTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new ArgMax(), Shape.SCALAR), OpCase.of(new ArgMax(), Shape.of(3, 0)));
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
