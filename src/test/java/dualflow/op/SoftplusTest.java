package dualflow.op;

import dualflow.testing.GoldenCsv;

class SoftplusTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // what Elementary promises
    }
}
