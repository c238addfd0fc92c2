package dualflow.op;

import java.util.List;

class SigmoidTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return OpCase.unary(new Sigmoid(), OpCase.Numbers.between(-4, 4));
    }
}
