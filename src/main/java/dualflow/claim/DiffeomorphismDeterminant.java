package dualflow.claim;

import dualflow.closedform.DiffeomorphicGaussianMap;
import dualflow.closedform.GaussianFlow;

/** The map of 5.2 changes volume by e^(t tr L). */
final class DiffeomorphismDeterminant implements Claim {
    @Override
    public String id() {
        return "diffeomorphism-determinant";
    }

    @Override
    public String statement() {
        return "The flow map of section 5.2 is a diffeomorphism at all t: det Y(t) = e^(t tr L) > 0.";
    }

    @Override
    public Source source() {
        return Source.paper("section 5.2");
    }

    @Override
    public Outcome check(Setting setting) {
        GaussianFlow ends = Examples.anisotropicGaussian();
        DiffeomorphicGaussianMap map = new DiffeomorphicGaussianMap(ends.source(), ends.target());
        double[][] y = DiffeomorphismMap.solvedJacobian(setting, ends, map);
        double[][] l = map.logarithm();
        double expected = StrictMath.exp(l[0][0] + l[1][1]);
        double determinant = y[0][0] * y[1][1] - y[0][1] * y[1][0];
        return Outcome.holds(Math.abs(determinant / expected - 1), setting.tolerance(1e-9, 1e-5));
    }
}
