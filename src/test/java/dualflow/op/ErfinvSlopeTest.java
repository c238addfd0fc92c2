package dualflow.op;

import dualflow.testing.GoldenCsv;

class ErfinvSlopeTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 10; // the value, the scaled function and a quotient
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 32; // the slope twice, the value and three products
    }
}
