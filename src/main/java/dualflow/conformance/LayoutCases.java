package dualflow.conformance;

import dualflow.op.Broadcast;
import dualflow.op.Concat;
import dualflow.op.Fold;
import dualflow.op.Gather;
import dualflow.op.OverlapAdd;
import dualflow.op.Pad;
import dualflow.op.Permute;
import dualflow.op.Reshape;
import dualflow.op.ScatterAdd;
import dualflow.op.Slice;
import dualflow.op.SlidingWindows;
import dualflow.op.Unfold;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Ops that move elements. */
final class LayoutCases {
    private LayoutCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        cases.addAll(List.of(
                OpCase.of(new Broadcast(Shape.SCALAR, Shape.of(7)), Shape.SCALAR),
                OpCase.of(new Broadcast(Shape.SCALAR, Shape.of(5)), Shape.of(2)),
                OpCase.of(new Broadcast(Shape.of(1), Shape.of(0)), Shape.of(2, 1)),
                OpCase.of(new Broadcast(Shape.of(3, 1), Shape.of(2, 3, 5)), Shape.of(3, 1)),
                OpCase.of(new Broadcast(Shape.of(2, 1, 3), Shape.of(2, 131, 3)), Shape.of(2, 1, 3)),
                OpCase.of(new Broadcast(Shape.of(1, 3), Shape.of(2, 3)), Shape.of(5, 1, 3)),
                OpCase.of(new Broadcast(Shape.of(4), Shape.of(4)), Shape.of(3, 4)),
                OpCase.of(new Broadcast(Shape.SCALAR, Shape.of(2100)), Shape.SCALAR),
                OpCase.of(new Broadcast(Shape.of(131, 1, 17), Shape.of(131, 2, 17)), Shape.of(131, 1, 17))));
        cases.addAll(List.of(
                OpCase.of(new Concat(1), Shape.of(3, 2), Shape.of(3, 5)),
                OpCase.of(new Concat(2), Shape.of(2, 3), Shape.of(5, 1, 3)),
                OpCase.of(new Concat(1), Shape.of(0), Shape.of(5)),
                OpCase.of(new Concat(1), Shape.of(1), Shape.of(131)),
                OpCase.of(new Concat(1), Shape.of(2, 1, 3), Shape.of(4, 2)),
                OpCase.of(new Concat(3), Shape.of(1, 2, 3), Shape.of(2, 2, 3)),
                OpCase.of(new Concat(1), Shape.of(0), Shape.of(0)),
                OpCase.of(new Concat(1), Shape.of(2100), Shape.of(17)),
                OpCase.of(new Concat(1), Shape.of(17), Shape.of(2100)),
                OpCase.of(new Concat(1), Shape.of(131, 16), Shape.of(131, 1))));
        cases.addAll(List.of(
                OpCase.of(new Fold(2, 2, 0, 4, 6), Shape.of(2, 3, 4, 3)),
                OpCase.of(new Fold(3, 2, 1, 7, 5), Shape.of(2, 4, 3, 9, 2)),
                OpCase.of(new Fold(2, 2, 0, 3, 3), Shape.of(1, 1, 4, 1)),
                OpCase.of(new Fold(1, 1, 0, 2, 3), Shape.of(2, 3, 1, 2)),
                OpCase.of(new Fold(3, 1, 3, 0, 4), Shape.of(4, 8, 9, 2)),
                OpCase.of(new Fold(2, 3, 1, 1, 5), Shape.of(2, 1, 1, 2, 4, 2)),
                OpCase.of(new Fold(2, 2, 0, 4, 4), Shape.of(0, 2, 2, 4, 3)),
                OpCase.of(new Fold(2, 2, 0, 9, 9), Shape.of(2, 4, 4, 4, 17))));
        cases.addAll(List.of(
                OpCase.of(new Gather(List.of(2, 0, 2)), Shape.of(3, 5)),
                OpCase.of(new Gather(List.of(6, 5, 4, 3, 2, 1, 0)), Shape.of(2, 7, 1)),
                OpCase.of(new Gather(List.of()), Shape.of(3, 5)),
                OpCase.of(new Gather(List.of()), Shape.of(0, 5)),
                OpCase.of(new Gather(List.of(0)), Shape.of(1, 1)),
                OpCase.of(new Gather(List.of(1, 1)), Shape.of(2, 1, 3, 2)),
                OpCase.of(new Gather(List.of(1, 0)), Shape.of(2, 0)),
                // More indices than a struct of arguments can hold, and more than a partial sum of the transpose.
                OpCase.of(new Gather(Collections.nCopies(2000, 1)), Shape.of(2, 3))));
        cases.addAll(List.of(
                OpCase.of(new OverlapAdd(1, 1, 7), Shape.of(5, 3, 2)),
                OpCase.of(new OverlapAdd(2, 1, 9), Shape.of(2, 4, 3, 1)),
                OpCase.of(new OverlapAdd(3, 2, 8), Shape.of(2, 2, 3)),
                OpCase.of(new OverlapAdd(1, 3, 11), Shape.of(2, 3, 2, 4, 17)),
                OpCase.of(new OverlapAdd(1, 1, 1), Shape.of(1, 1, 1)),
                OpCase.of(new OverlapAdd(2, 2, 6), Shape.of(0, 2, 2, 3)),
                OpCase.of(new OverlapAdd(1, 1, 8), Shape.of(2, 1, 8, 5))));
        cases.addAll(List.of(
                OpCase.of(new Pad(1, 2, 1), Shape.of(3, 5)),
                OpCase.of(new Pad(2, 0, 3), Shape.of(2, 3, 5)),
                OpCase.of(new Pad(1, 2, 2), Shape.of(0)),
                OpCase.of(new Pad(1, 0, 0), Shape.of(7)),
                OpCase.of(new Pad(1, 1, 0), Shape.of(1)),
                OpCase.of(new Pad(3, 1, 1), Shape.of(2, 0, 3)),
                OpCase.of(new Pad(1, 3, 7), Shape.of(131)),
                OpCase.of(new Pad(1, 2050, 2050), Shape.of(17)),
                OpCase.of(new Pad(1, 2, 1), Shape.of(131, 17))));
        cases.addAll(List.of(
                OpCase.of(new Permute(1, 0), Shape.of(3, 5)),
                OpCase.of(new Permute(1, 0), Shape.of(2, 3, 5)),
                OpCase.of(new Permute(1, 0), Shape.of(0, 5)),
                OpCase.of(new Permute(2, 0, 1), Shape.of(2, 3, 7)),
                OpCase.of(new Permute(2, 0, 3, 1), Shape.of(2, 3, 5, 7)),
                OpCase.of(new Permute(1, 0), Shape.of(1, 13)),
                OpCase.of(new Permute(0), Shape.of(7)),
                OpCase.of(new Permute(1, 0), Shape.of(40, 57)),
                OpCase.of(new Permute(1, 0, 2), Shape.of(9, 15, 17))));
        cases.addAll(List.of(
                OpCase.of(new Reshape(Shape.of(2, 3), Shape.of(6)), Shape.of(2, 3)),
                OpCase.of(new Reshape(Shape.of(2, 3), Shape.of(6)), Shape.of(5, 2, 3)),
                OpCase.of(new Reshape(Shape.of(12), Shape.of(3, 2, 2)), Shape.of(12)),
                OpCase.of(new Reshape(Shape.of(1, 1), Shape.SCALAR), Shape.of(1, 1)),
                OpCase.of(new Reshape(Shape.of(0, 3), Shape.of(2, 0)), Shape.of(0, 3)),
                OpCase.of(new Reshape(Shape.SCALAR, Shape.of(1)), Shape.of(7)),
                OpCase.of(new Reshape(Shape.of(131), Shape.of(1, 131, 1)), Shape.of(2, 131))));
        cases.addAll(List.of(
                OpCase.of(new ScatterAdd(List.of(2, 0, 2), 3), Shape.of(3, 5)),
                OpCase.of(new ScatterAdd(List.of(6, 5, 4, 3, 2, 1, 0), 7), Shape.of(2, 7, 1)),
                OpCase.of(new ScatterAdd(List.of(), 3), Shape.of(0, 5)),
                OpCase.of(new ScatterAdd(List.of(), 0), Shape.of(0, 5)),
                OpCase.of(new ScatterAdd(List.of(0), 1), Shape.of(1, 1)),
                OpCase.of(new ScatterAdd(List.of(1, 1), 3), Shape.of(2, 1, 2, 2)),
                OpCase.of(new ScatterAdd(List.of(1, 0), 2), Shape.of(2, 0)),
                OpCase.of(new ScatterAdd(squares(600, 2), 2), Shape.of(600, 2))));
        cases.addAll(List.of(
                OpCase.of(new Slice(1, 2, 3), Shape.of(2, 7)),
                OpCase.of(new Slice(2, 0, 1), Shape.of(3, 2, 5)),
                OpCase.of(new Slice(1, 7, 0), Shape.of(7)),
                OpCase.of(new Slice(1, 0, 7), Shape.of(7)),
                OpCase.of(new Slice(2, 1, 2), Shape.of(5, 3)),
                OpCase.of(new Slice(1, 100, 31), Shape.of(131)),
                OpCase.of(new Slice(1, 0, 0), Shape.of(2, 0)),
                OpCase.of(new Slice(2, 1, 130), Shape.of(131, 17)),
                OpCase.of(new Slice(1, 3, 17), Shape.of(131, 20))));
        cases.addAll(List.of(
                OpCase.of(new SlidingWindows(3, 1, 1), Shape.of(7, 2)),
                OpCase.of(new SlidingWindows(3, 2, 1), Shape.of(2, 9, 1)),
                OpCase.of(new SlidingWindows(2, 3, 2), Shape.of(8, 3)),
                OpCase.of(new SlidingWindows(4, 1, 3), Shape.of(2, 3, 11, 17)),
                OpCase.of(new SlidingWindows(1, 1, 1), Shape.of(1, 1)),
                OpCase.of(new SlidingWindows(2, 2, 2), Shape.of(0, 6, 3)),
                OpCase.of(new SlidingWindows(8, 1, 1), Shape.of(2, 8, 5))));
        cases.addAll(List.of(
                OpCase.of(new Unfold(2, 2, 0), Shape.of(4, 6, 3)),
                OpCase.of(new Unfold(3, 2, 1), Shape.of(2, 7, 5, 2)),
                OpCase.of(new Unfold(2, 2, 0), Shape.of(3, 3, 1)),
                OpCase.of(new Unfold(1, 1, 0), Shape.of(2, 3, 2)),
                OpCase.of(new Unfold(3, 1, 3), Shape.of(2, 1, 0, 4, 2)),
                OpCase.of(new Unfold(2, 3, 1), Shape.of(1, 5, 2)),
                OpCase.of(new Unfold(2, 2, 0), Shape.of(0, 4, 4, 3)),
                OpCase.of(new Unfold(2, 2, 1), Shape.of(2, 7, 7, 17))));
        return cases;
    }

    /** The squares of 0, 1, 2 ..., modulo a number of rows. */
    private static List<Integer> squares(int count, int rows) {
        return IntStream.range(0, count).mapToObj(i -> i * i % rows).toList();
    }
}
