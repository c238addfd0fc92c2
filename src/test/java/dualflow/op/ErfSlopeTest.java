package dualflow.op;

import dualflow.testing.GoldenCsv;

class ErfSlopeTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // the exponential's 1, half for each of correction, constant and product
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 6; // and two products
    }
}
