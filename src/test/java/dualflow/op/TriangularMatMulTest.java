package dualflow.op;

import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.List;

class TriangularMatMulTest extends OpContract {
    @Override
    List<OpCase> cases() {
        List<OpCase> cases = new ArrayList<>();
        for (Triangle left : Triangle.values()) {
            for (Triangle right : Triangle.values()) {
                for (Triangle result : Triangle.values()) {
                    cases.add(OpCase.of(new TriangularMatMul(left, right, result), Shape.of(3, 3), Shape.of(3, 3)));
                }
            }
        }
        TriangularMatMul lower = new TriangularMatMul(Triangle.LOWER, Triangle.LOWER, Triangle.LOWER);
        cases.add(OpCase.of(lower, Shape.of(1, 1), Shape.of(1, 1)));
        cases.add(OpCase.of(lower, Shape.of(0, 0), Shape.of(0, 0)));
        cases.add(OpCase.of(lower, Shape.of(0, 4, 4), Shape.of(4, 4)));
        cases.add(OpCase.of(lower, Shape.of(2, 1, 5, 5), Shape.of(3, 5, 5)));
        cases.add(OpCase.of(lower, Shape.of(4, 2), Shape.of(2, 3)));
        cases.add(OpCase.of(
                new TriangularMatMul(Triangle.UPPER, Triangle.ALL, Triangle.UPPER), Shape.of(2, 3), Shape.of(3, 17)));
        cases.add(OpCase.of(
                new TriangularMatMul(Triangle.ALL, Triangle.UPPER, Triangle.LOWER), Shape.of(7, 5), Shape.of(2, 5, 6)));
        return cases;
    }

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
        return Triangle.values()[1 + integer(golden, which)];
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
