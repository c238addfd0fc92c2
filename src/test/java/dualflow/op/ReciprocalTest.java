package dualflow.op;

import dualflow.testing.GoldenCsv;

class ReciprocalTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // correctly rounded
    }
}
