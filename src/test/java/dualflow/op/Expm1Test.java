package dualflow.op;

import java.util.List;

class Expm1Test extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Expm1(), OpCase.Numbers.between(-2, 2));
    }
}
