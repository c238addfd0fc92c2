package dualflow.normalizing;

import dualflow.nn.BijectionContract;
import dualflow.testing.GoldenCsv;

class MaskedAutoregressiveTest extends BijectionContract {
    @Override
    protected String golden() {
        return "normalizing/masked_autoregressive";
    }

    @Override
    protected Bijection bijection(GoldenCsv.Case golden) {
        return new MaskedAutoregressive(dimension(golden), width(golden), depth(golden));
    }
}
