package dualflow.normalizing;

import dualflow.nn.BijectionContract;
import dualflow.testing.GoldenCsv;

class PlanarTest extends BijectionContract {
    @Override
    protected String golden() {
        return "normalizing/planar";
    }

    @Override
    protected Bijection bijection(GoldenCsv.Case golden) {
        return new Planar(dimension(golden));
    }
}
