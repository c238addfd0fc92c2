package dualflow.conformance;

import dualflow.conformance.OpCase.Numbers;
import dualflow.op.ArgMax;
import dualflow.op.Argsort;
import dualflow.op.CumulativeSum;
import dualflow.op.IndexAdd;
import dualflow.op.IndexSelect;
import dualflow.op.SearchSorted;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Ops with indices among their arguments or results, and what is cumulative. */
final class IndexCases {
    private IndexCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        for (int[] dims : new int[][] {{1}, {7}, {3, 5}, {2, 1, 131}, {0, 3}, {3, 1000}, {64, 16}}) {
            cases.add(new OpCase(new ArgMax(), List.of(Shape.of(dims)), List.of(Numbers.scattered())));
        }
        for (int[] dims : new int[][] {{1}, {2}, {7}, {3, 5}, {2, 1, 131}, {0, 3}, {3, 0}, {3, 257}, {64, 16}}) {
            cases.add(new OpCase(new Argsort(), List.of(Shape.of(dims)), List.of(Numbers.scattered())));
        }
        for (boolean reverse : new boolean[] {false, true}) {
            cases.addAll(List.of(
                    OpCase.of(new CumulativeSum(reverse), Shape.of(7)),
                    OpCase.of(new CumulativeSum(reverse), Shape.of(3, 5)),
                    OpCase.of(new CumulativeSum(reverse), Shape.of(1)),
                    OpCase.of(new CumulativeSum(reverse), Shape.of(2, 0)),
                    OpCase.of(new CumulativeSum(reverse), Shape.of(2, 256)),
                    OpCase.of(new CumulativeSum(reverse), Shape.of(3, 1100))));
        }
        cases.addAll(List.of(
                indexed(new IndexAdd(3), 3, Shape.of(3, 5), Shape.of(3)),
                indexed(new IndexAdd(7), 7, Shape.of(2, 7, 1), Shape.of(2, 7)),
                indexed(new IndexAdd(3), 3, Shape.of(0, 5), Shape.of(0)),
                indexed(new IndexAdd(1), 1, Shape.of(1, 1), Shape.of(1)),
                indexed(new IndexAdd(3), 3, Shape.of(2, 1, 4, 2), Shape.of(3, 4)),
                indexed(new IndexAdd(4), 4, Shape.of(4, 2), Shape.of(3, 4)),
                // Some partial sums.
                indexed(new IndexAdd(2), 2, Shape.of(1100, 2), Shape.of(1100))));
        cases.addAll(List.of(
                indexed(new IndexSelect(), 3, Shape.of(3, 5), Shape.of(4)),
                indexed(new IndexSelect(), 7, Shape.of(2, 7, 1), Shape.of(2, 3)),
                indexed(new IndexSelect(), 1, Shape.of(1, 1), Shape.of(1)),
                indexed(new IndexSelect(), 3, Shape.of(3, 2), Shape.of(0)),
                indexed(new IndexSelect(), 3, Shape.of(2, 1, 3, 2), Shape.of(3, 4)),
                indexed(new IndexSelect(), 4, Shape.of(4, 2), Shape.of(3, 5)),
                indexed(new IndexSelect(), 2, Shape.of(2, 17), Shape.of(700))));
        for (boolean right : new boolean[] {false, true}) {
            cases.addAll(List.of(
                    search(right, Shape.of(9), Shape.of(5)),
                    search(right, Shape.of(1), Shape.of(7)),
                    search(right, Shape.of(0), Shape.of(3)),
                    search(right, Shape.of(4), Shape.of(3, 131)),
                    search(right, Shape.of(3, 33), Shape.of(20)),
                    search(right, Shape.of(3, 1, 16), Shape.of(2, 8))));
        }
        return cases;
    }

    private static OpCase indexed(Op op, int rows, Shape x, Shape indices) {
        return new OpCase(op, List.of(x, indices), List.of(Numbers.between(-2, 2), Numbers.indices(rows)));
    }

    private static OpCase search(boolean right, Shape edges, Shape x) {
        return new OpCase(
                new SearchSorted(right), List.of(edges, x), List.of(Numbers.ascending(-2, 2), Numbers.between(-3, 3)));
    }
}
