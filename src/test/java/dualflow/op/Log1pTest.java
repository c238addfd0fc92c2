package dualflow.op;

import java.util.List;

class Log1pTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Log1p(), OpCase.Numbers.between(-0.5, 3));
    }
}
