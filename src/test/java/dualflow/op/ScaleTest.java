package dualflow.op;

import dualflow.testing.GoldenCsv;
import java.util.List;

class ScaleTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Scale(0.375), OpCase.Numbers.between(-3, 3));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // correctly rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 1; // one product; its reference has 17 digits
    }
}
