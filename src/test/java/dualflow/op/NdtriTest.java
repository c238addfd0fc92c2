package dualflow.op;

import dualflow.testing.GoldenCsv;

class NdtriTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // what Elementary promises
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 12; // the slope, and a product
    }
}
