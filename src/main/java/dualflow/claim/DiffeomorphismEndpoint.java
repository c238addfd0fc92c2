package dualflow.claim;

import dualflow.closedform.DiffeomorphicGaussianMap;
import dualflow.closedform.GaussianFlow;
import dualflow.flow.ButcherTableau;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;

/** At t = 1 the map of 5.2 is flow matching's only if the covariances commute. */
final class DiffeomorphismEndpoint implements Claim {
    @Override
    public String id() {
        return "diffeomorphism-endpoint";
    }

    @Override
    public String statement() {
        return "At t = 1 the flow's Jacobian is A = e^L, the map that carries Sigma0 to Sigma1.";
    }

    @Override
    public Source source() {
        return Source.paper("section 5.2, read for the flow of section 4");
    }

    @Override
    public Outcome check(Setting setting) {
        GaussianFlow flow = Examples.anisotropicGaussian();
        GaussianVelocity field = setting.velocity(flow);
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        double[][] y =
                setting.jacobian(x -> solver.solve(field, x, TimeGrid.uniform(0, 1, 200)), new double[] {0.4, -1.3});
        double[][] a = new DiffeomorphicGaussianMap(flow.source(), flow.target()).matrix();
        double[][] pushed =
                LinearAlgebra.times(LinearAlgebra.times(y, flow.source().covariance()), LinearAlgebra.transpose(y));
        return Outcome.corrected(
                Distance.relative(Distance.flat(y), Distance.flat(a)),
                Distance.relative(
                        Distance.flat(pushed), Distance.flat(flow.target().covariance())),
                setting.tolerance(1e-8, 1e-4),
                "The flow's Jacobian Y(1) carries Sigma0 to Sigma1 too, but is A only where Sigma0 and Sigma1 commute; else it"
                        + " is not even symmetric.");
    }
}
