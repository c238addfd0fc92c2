package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.List;

class TriangularInverseTest extends OpContract {
    @Override
    List<OpCase> cases() {
        List<OpCase> cases = new ArrayList<>();
        for (int[] dims : new int[][] {{1, 1}, {2, 2}, {5, 5}, {2, 3, 3}, {0, 0}}) {
            int d = dims[dims.length - 1];
            OpCase.Numbers awayFromSingular = OpCase.Numbers.byPlace(
                    (random, i) -> i / d % d == i % d ? random.nextDouble(1, 2) : random.nextDouble(-1, 1));
            cases.add(new OpCase(new TriangularInverse(), List.of(Shape.of(dims)), List.of(awayFromSingular)));
        }
        return cases;
    }

    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new TriangularInverse(), Shape.of(2, 3)), OpCase.of(new TriangularInverse(), Shape.of(4)));
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
