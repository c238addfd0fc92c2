package dualflow.op;

import dualflow.testing.GoldenCsv;

class NdtriSlopeTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 10; // the quantile, Mills's ratio and a quotient
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 32; // the slope twice, the quantile and three products
    }
}
