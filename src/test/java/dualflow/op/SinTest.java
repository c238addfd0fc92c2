package dualflow.op;

import java.util.List;

class SinTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Sin(), OpCase.Numbers.between(-4, 4));
    }
}
