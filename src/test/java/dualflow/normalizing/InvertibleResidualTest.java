package dualflow.normalizing;

import dualflow.nn.BijectionContract;
import dualflow.testing.GoldenCsv;

class InvertibleResidualTest extends BijectionContract {
    @Override
    protected String golden() {
        return "normalizing/invertible_residual";
    }

    @Override
    protected Bijection bijection(GoldenCsv.Case golden) {
        return new InvertibleResidual(
                dimension(golden), width(golden), depth(golden), 0.75, InvertibleResidual.Determinant.EXACT);
    }
}
