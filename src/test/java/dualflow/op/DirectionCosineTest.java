package dualflow.op;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;

class DirectionCosineTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new DirectionCosine(), Shape.of(3), Shape.of(4)),
                OpCase.of(new DirectionCosine(), Shape.of(2, 3), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // the hypotenuse and a quotient
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 16; // three cosines and the radius
    }
}
