package dualflow.op;

import java.util.List;

class CosTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Cos(), OpCase.Numbers.between(-4, 4));
    }
}
