package dualflow.op;

import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

class GatherTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return List.of(
                OpCase.of(new Gather(List.of(2, 0, 2)), Shape.of(3, 5)),
                OpCase.of(new Gather(List.of(6, 5, 4, 3, 2, 1, 0)), Shape.of(2, 7, 1)),
                OpCase.of(new Gather(List.of()), Shape.of(3, 5)),
                OpCase.of(new Gather(List.of()), Shape.of(0, 5)),
                OpCase.of(new Gather(List.of(0)), Shape.of(1, 1)),
                OpCase.of(new Gather(List.of(1, 1)), Shape.of(2, 1, 3, 2)),
                OpCase.of(new Gather(List.of(1, 0)), Shape.of(2, 0)),
                // More indices than a struct of arguments may have, and more than a partial sum of the transpose.
                OpCase.of(new Gather(Collections.nCopies(2000, 1)), Shape.of(2, 3)));
    }

    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Gather(List.of(0, 3)), Shape.of(3, 5)),
                OpCase.of(new Gather(List.of(-1)), Shape.of(3, 5)),
                OpCase.of(new Gather(List.of(0)), Shape.of(5)));
    }

    static List<Integer> indices(GoldenCsv.Case golden) {
        return Arrays.stream(golden.vector("indices")).mapToObj(i -> (int) i).toList();
    }

    static List<Integer> modulo(int count, int rows) {
        return IntStream.range(0, count).mapToObj(i -> i * i % rows).toList();
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Gather(indices(golden));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 0; // nothing is rounded
    }
}
