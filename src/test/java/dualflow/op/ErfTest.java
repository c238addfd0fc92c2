package dualflow.op;

import dualflow.testing.GoldenCsv;
import java.util.List;

class ErfTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Erf(), OpCase.Numbers.between(-2, 2));
    }

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
