package dualflow.conformance;

import dualflow.op.LogSumExp;
import dualflow.op.Max;
import dualflow.op.MaxPool;
import dualflow.op.MaxPoolPosition;
import dualflow.op.Norm;
import dualflow.op.Softmax;
import dualflow.op.Sum;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Ops on the last axes, and on windows. */
final class ReductionCases {
    private ReductionCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        cases.addAll(OpCase.reduction(LogSumExp::new));
        cases.addAll(OpCase.reduction(Max::new));
        cases.addAll(List.of(
                OpCase.of(new MaxPool(2, 2, 0), Shape.of(4, 6, 3)),
                OpCase.of(new MaxPool(3, 2, 1), Shape.of(2, 7, 5, 2)),
                OpCase.of(new MaxPool(2, 2, 0), Shape.of(3, 3, 1)),
                OpCase.of(new MaxPool(1, 1, 0), Shape.of(2, 3, 2)),
                OpCase.of(new MaxPool(3, 1, 1), Shape.of(2, 1, 1, 4, 13)),
                OpCase.of(new MaxPool(2, 3, 1), Shape.of(1, 5, 2)),
                OpCase.of(new MaxPool(2, 2, 0), Shape.of(0, 4, 4, 3)),
                OpCase.of(new MaxPool(2, 2, 0), Shape.of(4, 4, 0)),
                OpCase.of(new MaxPool(2, 2, 0), Shape.of(5, 10, 11, 17))));
        cases.addAll(List.of(
                OpCase.of(new MaxPoolPosition(2, 2, 0), Shape.of(4, 6, 3)),
                OpCase.of(new MaxPoolPosition(3, 2, 1), Shape.of(2, 7, 5, 2)),
                OpCase.of(new MaxPoolPosition(2, 2, 0), Shape.of(3, 3, 1)),
                OpCase.of(new MaxPoolPosition(1, 1, 0), Shape.of(2, 3, 2)),
                OpCase.of(new MaxPoolPosition(3, 1, 1), Shape.of(2, 1, 1, 4, 13)),
                OpCase.of(new MaxPoolPosition(2, 3, 1), Shape.of(1, 5, 2)),
                OpCase.of(new MaxPoolPosition(2, 2, 0), Shape.of(0, 4, 4, 3)),
                OpCase.of(new MaxPoolPosition(2, 2, 0), Shape.of(5, 10, 11, 17))));
        cases.addAll(OpCase.reduction(Norm::new));
        cases.addAll(OpCase.reduction(Softmax::new));
        cases.addAll(List.of(
                OpCase.of(new Sum(Shape.of(7), Shape.SCALAR), Shape.of(7)),
                OpCase.of(new Sum(Shape.of(521), Shape.SCALAR), Shape.of(3, 521)),
                OpCase.of(new Sum(Shape.of(0), Shape.SCALAR), Shape.of(4, 0)),
                OpCase.of(new Sum(Shape.of(3, 5), Shape.of(5)), Shape.of(2, 3, 5)),
                OpCase.of(new Sum(Shape.of(3, 5), Shape.of(3, 1)), Shape.of(3, 5)),
                OpCase.of(new Sum(Shape.of(2, 3, 2, 3), Shape.of(3, 1, 3)), Shape.of(2, 3, 2, 3)),
                OpCase.of(new Sum(Shape.of(300, 2), Shape.of(2)), Shape.of(300, 2)),
                OpCase.of(new Sum(Shape.of(1), Shape.SCALAR), Shape.of(1)),
                OpCase.of(new Sum(Shape.of(3, 0), Shape.of(3, 1)), Shape.of(3, 0)),
                OpCase.of(new Sum(Shape.of(2, 131, 17), Shape.of(17)), Shape.of(2, 131, 17)),
                OpCase.of(new Sum(Shape.of(33, 4, 3), Shape.of(33, 1, 3)), Shape.of(2, 33, 4, 3)),
                OpCase.of(new Sum(Shape.of(20, 3, 7), Shape.of(1, 3, 1)), Shape.of(2, 20, 3, 7)),
                OpCase.of(new Sum(Shape.of(4, 40), Shape.of(40)), Shape.of(130, 4, 40)),
                // Neighbouring results of two and of four neighbouring terms; rows of terms; few partial sums and many.
                OpCase.of(new Sum(Shape.of(133, 32, 2), Shape.of(1, 32, 1)), Shape.of(2, 133, 32, 2)),
                OpCase.of(new Sum(Shape.of(70, 19, 4), Shape.of(1, 19, 1)), Shape.of(2, 70, 19, 4)),
                OpCase.of(new Sum(Shape.of(18, 45), Shape.of(18, 1)), Shape.of(2, 18, 45)),
                OpCase.of(new Sum(Shape.of(2, 17, 35), Shape.of(17, 1)), Shape.of(2, 17, 35)),
                OpCase.of(new Sum(Shape.of(4500), Shape.SCALAR), Shape.of(17, 4500)),
                OpCase.of(new Sum(Shape.of(4200, 80), Shape.of(80)), Shape.of(4200, 80)),
                OpCase.of(new Sum(Shape.of(4200, 19), Shape.of(19)), Shape.of(4200, 19)),
                // Whole vectors.
                OpCase.of(new Sum(Shape.of(4, 48), Shape.of(48)), Shape.of(130, 4, 48)),
                OpCase.of(new Sum(Shape.of(300, 16), Shape.of(16)), Shape.of(300, 16))));
        return cases;
    }
}
