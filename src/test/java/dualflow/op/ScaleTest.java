package dualflow.op;

import dualflow.testing.GoldenCsv;

class ScaleTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // correctly rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 1; // one product; its reference has 17 digits
    }
}
