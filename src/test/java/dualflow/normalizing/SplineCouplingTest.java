package dualflow.normalizing;

import dualflow.nn.BijectionContract;
import dualflow.testing.GoldenCsv;

class SplineCouplingTest extends BijectionContract {
    @Override
    protected String golden() {
        return "normalizing/spline_coupling";
    }

    @Override
    protected Bijection bijection(GoldenCsv.Case golden) {
        boolean two = golden.name().startsWith("two EVEN 8 bins to 3");
        return new SplineCoupling(
                dimension(golden),
                two ? Parity.EVEN : Parity.ODD,
                two ? 8 : 3,
                two ? 3 : 2,
                width(golden),
                depth(golden));
    }
}
