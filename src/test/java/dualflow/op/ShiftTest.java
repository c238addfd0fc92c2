package dualflow.op;

import dualflow.testing.GoldenCsv;

class ShiftTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // correctly rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 0; // the tangent itself
    }
}
