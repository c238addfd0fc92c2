package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class DeterminantTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new Determinant(), Shape.of(2, 3)), OpCase.of(new Determinant(), Shape.of(3)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // of what an ulp in each number of x can do
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4;
    }
}
