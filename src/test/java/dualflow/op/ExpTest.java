package dualflow.op;

import java.util.List;

class ExpTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Exp(), OpCase.Numbers.between(-2, 2));
    }
}
