package dualflow.op;

import dualflow.testing.GoldenCsv;

class SiluSlopeTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 7; // twice the logistic function's 2, the fma and the product, in units of the sum of absolute terms
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 14; // three functions of 2 each, and seven roundings
    }
}
