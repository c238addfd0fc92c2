package dualflow.op;

import dualflow.tensor.Op;

class MaximumTest extends ChoiceOfTwoContract {
    @Override
    Op op() {
        return new Maximum();
    }
}
