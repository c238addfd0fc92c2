package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class TriangularMatMulTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        Op lower = cases().get(0).op();
        return List.of(
                OpCase.of(lower, Shape.of(3, 5), Shape.of(4, 7)),
                OpCase.of(lower, Shape.of(5), Shape.of(5, 7)),
                OpCase.of(lower, Shape.of(2, 3, 5), Shape.of(3, 5, 7)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new TriangularMatMul(triangle(golden, "left"), triangle(golden, "right"), triangle(golden, "result"));
    }

    private static Triangle triangle(GoldenCsv.Case golden, String which) {
        return switch (integer(golden, which)) {
            case -1 -> Triangle.LOWER;
            case 0 -> Triangle.ALL;
            default -> Triangle.UPPER;
        };
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
