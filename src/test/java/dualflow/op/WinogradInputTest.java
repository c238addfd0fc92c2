package dualflow.op;

import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class WinogradInputTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return List.of(
                OpCase.of(new WinogradInput(1), Shape.of(2, 5, 4, 3)),
                OpCase.of(new WinogradInput(0), Shape.of(1, 6, 9, 2)),
                OpCase.of(new WinogradInput(2), Shape.of(2, 1, 1, 3, 1)),
                OpCase.of(new WinogradInput(1), Shape.of(0, 4, 4, 3)),
                OpCase.of(new WinogradInput(1), Shape.of(2, 3, 5, 32)),
                OpCase.of(new WinogradInput(0), Shape.of(2, 2, 4, 3, 16)));
    }

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
