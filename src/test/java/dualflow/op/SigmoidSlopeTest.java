package dualflow.op;

import dualflow.testing.GoldenCsv;
import java.util.List;

class SigmoidSlopeTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new SigmoidSlope(), OpCase.Numbers.between(-4, 4));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // the exponential's 1, half for each of sum, square and quotient, twice for the sum
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 8; // the op's 4 and the hyperbolic tangent's 2, and two roundings
    }
}
