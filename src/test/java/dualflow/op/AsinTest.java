package dualflow.op;

import dualflow.testing.GoldenCsv;

class AsinTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 2; // what Elementary promises
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 6; // the root, and a quotient
    }
}
