package dualflow.op;

import dualflow.tensor.Op;

class MinimumTest extends ChoiceOfTwoContract {
    @Override
    Op op() {
        return new Minimum();
    }
}
