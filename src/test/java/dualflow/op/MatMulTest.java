package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class MatMulTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return List.of(
                OpCase.of(new MatMul(), Shape.of(1, 1), Shape.of(1, 1)),
                OpCase.of(new MatMul(), Shape.of(3, 5), Shape.of(5, 7)),
                OpCase.of(new MatMul(), Shape.of(3, 0), Shape.of(0, 2)),
                OpCase.of(new MatMul(), Shape.of(0, 3), Shape.of(3, 2)),
                OpCase.of(new MatMul(), Shape.of(2, 1, 3, 5), Shape.of(3, 5, 2)),
                OpCase.of(new MatMul(), Shape.of(17, 19), Shape.of(3, 19, 1)),
                OpCase.of(new MatMul(), Shape.of(4, 2, 13), Shape.of(13, 3)),
                // Whole vectors, in tiles of one to four; columns that are copied, in parts; several groups of rows.
                OpCase.of(new MatMul(), Shape.of(2, 3, 4), Shape.of(4, 64)),
                OpCase.of(new MatMul(), Shape.of(7, 2), Shape.of(2, 2, 80)),
                OpCase.of(new MatMul(), Shape.of(9, 800), Shape.of(800, 16)),
                OpCase.of(new MatMul(), Shape.of(2, 1200), Shape.of(1200, 18)),
                OpCase.of(new MatMul(), Shape.of(200, 3), Shape.of(3, 16)));
    }

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
