package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;

class GatherTest extends OpContract {
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
