package dualflow.normalizing;

import dualflow.nn.BijectionContract;
import dualflow.testing.GoldenCsv;

class AffineCouplingTest extends BijectionContract {
    @Override
    protected String golden() {
        return "normalizing/affine_coupling";
    }

    @Override
    protected Bijection bijection(GoldenCsv.Case golden) {
        Parity kept = golden.name().contains("ODD") ? Parity.ODD : Parity.EVEN;
        return new AffineCoupling(dimension(golden), kept, width(golden), depth(golden));
    }
}
