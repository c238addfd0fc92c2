package dualflow.op;

import dualflow.testing.GoldenCsv;

class SigmoidSlopeTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // the exponential's 1, half for each of sum, square and quotient, twice for the sum
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 8; // the op's 4 and the hyperbolic tangent's 2, and two roundings
    }
}
