package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class WinogradInputTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new WinogradInput(0), Shape.of(1, 2, 5, 1)),
                OpCase.of(new WinogradInput(1), Shape.of(5, 5, 1)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new WinogradInput(integer(golden, "padding"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 10; // 5 roundings along each axis
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden);
    }
}
