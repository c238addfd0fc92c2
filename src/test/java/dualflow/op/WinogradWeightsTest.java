package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class WinogradWeightsTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new WinogradWeights(), Shape.of(3, 2, 1, 1)),
                OpCase.of(new WinogradWeights(), Shape.of(3, 3, 1)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 12; // 6 roundings along each axis
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden);
    }
}
