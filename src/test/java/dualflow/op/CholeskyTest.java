package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.List;

class CholeskyTest extends OpContract {
    @Override
    List<OpCase> cases() {
        List<OpCase> cases = new ArrayList<>();
        for (int[] dims : new int[][] {{1, 1}, {2, 2}, {5, 5}, {2, 3, 3}, {0, 0}}) {
            int d = dims[dims.length - 1];
            OpCase.Numbers dominantDiagonal = OpCase.Numbers.byPlace(
                    (random, i) -> i / d % d == i % d ? random.nextDouble(d, d + 1) : random.nextDouble(-1, 1));
            cases.add(new OpCase(new Cholesky(), List.of(Shape.of(dims)), List.of(dominantDiagonal)));
        }
        return cases;
    }

    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new Cholesky(), Shape.of(2, 3)), OpCase.of(new Cholesky(), Shape.of(4)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 2;
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4;
    }
}
