package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class TriangularInverseTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new TriangularInverse(), Shape.of(2, 3)), OpCase.of(new TriangularInverse(), Shape.of(3)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 8; // of the largest element: sums of up to 5 terms, matrices of condition number below 10
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 32; // two products with the inverse
    }
}
