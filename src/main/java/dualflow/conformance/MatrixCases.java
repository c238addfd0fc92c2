package dualflow.conformance;

import dualflow.op.Determinant;
import dualflow.op.LogDeterminant;
import dualflow.op.MatDivide;
import dualflow.op.MatrixSquareRoot;
import dualflow.op.SymmetricEigenvalue;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ops on square matrices that are not triangular. */
final class MatrixCases {
    private MatrixCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        cases.addAll(exchanged(new Determinant()));
        cases.addAll(OpCase.square(new LogDeterminant(false)));
        cases.addAll(exchanged(new LogDeterminant(true)));
        cases.addAll(List.of(
                divide(Shape.of(3, 3), Shape.of(3, 3)),
                divide(Shape.of(1, 1), Shape.of(1, 1)),
                divide(Shape.of(0, 0), Shape.of(0, 0)),
                divide(Shape.of(0, 3), Shape.of(3, 3)),
                divide(Shape.of(2, 5), Shape.of(5, 5)),
                divide(Shape.of(7, 2, 2), Shape.of(2, 2)),
                divide(Shape.of(2, 4), Shape.of(0, 4, 4)),
                divide(Shape.of(2, 1, 4, 3), Shape.of(5, 3, 3))));
        cases.addAll(OpCase.square(new MatrixSquareRoot()));
        cases.addAll(eigenvalue(0, Shape.of(3, 3), Shape.of(1, 1), Shape.of(5, 5), Shape.of(0, 3, 3)));
        cases.addAll(eigenvalue(1, Shape.of(7, 2, 2), Shape.of(2, 1, 4, 4)));
        cases.addAll(eigenvalue(4, Shape.of(5, 5)));
        return cases;
    }

    private static List<OpCase> eigenvalue(int index, Shape... shapes) {
        return Stream.of(shapes)
                .map(shape -> OpCase.of(new SymmetricEigenvalue(index), shape))
                .toList();
    }

    private static OpCase divide(Shape a, Shape b) {
        return new OpCase(
                new MatDivide(),
                List.of(a, b),
                List.of(OpCase.Numbers.between(-2, 2), OpCase.Numbers.dominantCounterdiagonal()));
    }

    /** On matrices whose rows must be exchanged. */
    private static List<OpCase> exchanged(Op op) {
        return OpCase.square(op).stream()
                .map(c -> new OpCase(op, c.shapes(), List.of(OpCase.Numbers.dominantCounterdiagonal())))
                .toList();
    }
}
