package dualflow.op;

import dualflow.testing.GoldenCsv;
import java.util.List;

class SoftplusTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Softplus(), OpCase.Numbers.between(-4, 4));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // what Elementary promises
    }
}
