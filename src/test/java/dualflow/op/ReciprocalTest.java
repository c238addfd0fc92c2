package dualflow.op;

import dualflow.testing.GoldenCsv;
import java.util.List;

class ReciprocalTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Reciprocal(), OpCase.Numbers.eitherSign(0.5, 3));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // correctly rounded
    }
}
