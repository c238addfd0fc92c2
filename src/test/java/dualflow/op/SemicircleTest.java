package dualflow.op;

import dualflow.testing.GoldenCsv;

class SemicircleTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 3; // two differences, a product and a root
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 8; // the root, a product and a quotient
    }
}
