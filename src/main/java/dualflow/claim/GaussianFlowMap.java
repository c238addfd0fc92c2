package dualflow.claim;

import dualflow.closedform.GaussianFlow;
import dualflow.flow.ButcherTableau;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;

/** The flow of the Gaussian drift has Jacobian ((1-t)^2 I + t^2 Sigma)^(1/2). */
final class GaussianFlowMap implements Claim {
    private static final int STEPS = 100;

    @Override
    public String id() {
        return "gaussian-flow-map";
    }

    @Override
    public String statement() {
        return "The ODE dx/dt = A(t) x carries N(0, I) to N(0, Sigma).";
    }

    @Override
    public Source source() {
        return Source.paper("section 4.1.1");
    }

    @Override
    public Outcome check(Setting setting) {
        GaussianFlow flow = Examples.correlatedGaussian();
        GaussianVelocity field = setting.velocity(flow);
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        double[][] jacobian =
                setting.jacobian(x -> solver.solve(field, x, TimeGrid.uniform(0, 1, STEPS)), new double[] {0.3, -0.8});
        double pushForward = Distance.relative(
                Distance.flat(LinearAlgebra.gram(jacobian)),
                Distance.flat(flow.target().covariance()));
        double root = Distance.relative(Distance.flat(jacobian), Distance.flat(flow.flowMapJacobian(1)));
        return Outcome.holds(Math.max(pushForward, root), setting.tolerance(1e-9, 1e-5));
    }
}
