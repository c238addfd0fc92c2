package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class MatMulTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new MatMul(), Shape.of(3, 5), Shape.of(4, 7)),
                OpCase.of(new MatMul(), Shape.of(5), Shape.of(5, 7)),
                OpCase.of(new MatMul(), Shape.of(2, 3, 5), Shape.of(3, 5, 7)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        int[] a = golden.shape("a");
        return a[a.length - 1]; // gamma_n: n products, added by fma
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden) + 1; // and the sum of the two products
    }
}
