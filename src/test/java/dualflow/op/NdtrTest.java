package dualflow.op;

import dualflow.testing.GoldenCsv;

class NdtrTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 6; // what Elementary promises
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 8; // the density, and a product
    }
}
