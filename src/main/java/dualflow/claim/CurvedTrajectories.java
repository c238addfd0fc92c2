package dualflow.claim;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianFlow;
import dualflow.closedform.ScalarGaussianPath;
import dualflow.flow.ButcherTableau;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;

/** The flow between equal Gaussians is not straight. */
final class CurvedTrajectories implements Claim {
    @Override
    public String id() {
        return "curved-trajectories";
    }

    @Override
    public String statement() {
        return "Flow matching does not learn straight trajectories.";
    }

    @Override
    public Source source() {
        return Source.paper("section 6.1");
    }

    @Override
    public Outcome check(Setting setting) {
        // Between two standard normals the path is x0 sqrt((1-t)^2 + t^2): back at x0 at the end, 0.7071 x0 halfway.
        GaussianVelocity field = setting.velocity(new GaussianFlow(Gaussian.standard(1), Gaussian.standard(1)));
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        double x0 = 1.7;
        double half = setting.value(x -> solver.solve(field, x, TimeGrid.uniform(0, 0.5, 50)), new double[] {x0})[0];
        double end = setting.value(x -> solver.solve(field, x, TimeGrid.uniform(0, 1, 100)), new double[] {x0})[0];
        return Outcome.holds(
                Math.max(
                        Math.abs(half / ScalarGaussianPath.position(0.5, x0) - 1),
                        Math.abs(end / ScalarGaussianPath.position(1, x0) - 1)),
                setting.tolerance(1e-8, 1e-5));
    }
}
