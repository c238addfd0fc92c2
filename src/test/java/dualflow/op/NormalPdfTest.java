package dualflow.op;

import dualflow.testing.GoldenCsv;

class NormalPdfTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // the exponential, its correction and a product
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 6; // and two products
    }
}
