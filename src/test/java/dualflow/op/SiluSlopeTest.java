package dualflow.op;

import dualflow.testing.GoldenCsv;
import java.util.List;

class SiluSlopeTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new SiluSlope(), OpCase.Numbers.between(-4, 4));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 7; // twice the logistic function's 2, the fma and the product, in units of the sum of absolute terms
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 14; // three functions of 2 each, and seven roundings
    }
}
