package dualflow.op;

import java.util.List;

class TanhTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Tanh(), OpCase.Numbers.between(-2, 2));
    }
}
