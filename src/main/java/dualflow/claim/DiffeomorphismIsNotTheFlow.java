package dualflow.claim;

import dualflow.closedform.DiffeomorphicGaussianMap;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianFlow;
import dualflow.flow.ButcherTableau;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;

/** The path of 5.2 is not flow matching's. */
final class DiffeomorphismIsNotTheFlow implements Claim {
    @Override
    public String id() {
        return "diffeomorphism-is-the-flow";
    }

    @Override
    public String statement() {
        return "The diffeomorphism of section 5.2 corresponds to the conditioning formulas and validates the flow's perturbation analysis.";
    }

    @Override
    public Source source() {
        return Source.paper("section 5.2");
    }

    @Override
    public Outcome check(Setting setting) {
        // From N(0, 1) to N(0, 4): the variance halfway is 2 along e^(tL), 5/4 along flow matching, 9/4 along
        // displacement interpolation.
        Gaussian source = Gaussian.standard(1);
        Gaussian target = new Gaussian(new double[1], new double[][] {{4}});
        GaussianVelocity field = setting.velocity(new GaussianFlow(source, target));
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        double[][] y = setting.jacobian(x -> solver.solve(field, x, TimeGrid.uniform(0, 0.5, 50)), new double[] {0.3});
        double variance = y[0][0] * y[0][0];
        double path = new DiffeomorphicGaussianMap(source, target).covariance(0.5)[0][0];
        return Outcome.refuted(
                Math.abs(path / variance - 1),
                setting.tolerance(1e-9, 1e-5),
                "It is a third path, neither flow matching's nor displacement interpolation: from variance 1 to 4 it has 2 half"
                        + " way, where flow matching has 1.25.");
    }
}
