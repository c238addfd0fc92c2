package dualflow.op;

import dualflow.testing.GoldenCsv;
import java.util.List;

class ErfSlopeTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new ErfSlope(), OpCase.Numbers.between(-2, 2));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // the exponential's 1, half for each of correction, constant and product
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 6; // and two products
    }
}
