package dualflow.op;

import dualflow.testing.GoldenCsv;

class ErfTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // what Elementary promises
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        double x = golden.values("x")[i];
        return 4 * (1 + x * x); // rounding x^2 costs e^(-x^2) a relative error of x^2 roundings
    }
}
