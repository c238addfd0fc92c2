package dualflow.claim;

import dualflow.closedform.GaussianFlow;
import dualflow.flow.ButcherTableau;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;

/** The wiggle covariance is eps^2 Y Y^T, not A A^T. */
final class WiggleCovariance implements Claim {
    private static final int STEPS = 100;

    @Override
    public String id() {
        return "wiggle-covariance";
    }

    @Override
    public String statement() {
        return "Cov(Delta x_t) = A(t) A(t)^T matches the push-forward covariance exactly.";
    }

    @Override
    public Source source() {
        return Source.paper("section 4.2");
    }

    @Override
    public Outcome check(Setting setting) {
        // Delta x_t = Y(t) Delta x_0 with Y the exact Jacobian of the solve; Cov(Delta x_0) = I.
        GaussianFlow flow = Examples.correlatedGaussian();
        GaussianVelocity field = setting.velocity(flow);
        double t = 1;
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        double[][] y =
                setting.jacobian(x -> solver.solve(field, x, TimeGrid.uniform(0, t, STEPS)), new double[] {0.3, -0.8});
        double[][] a = setting.jacobian(x -> field.velocity(setting.scalar(t), x), new double[] {0.3, -0.8});
        double[] pushForward = Distance.flat(flow.marginal(t).covariance());
        return Outcome.corrected(
                Distance.relative(Distance.flat(LinearAlgebra.gram(a)), pushForward),
                Distance.relative(Distance.flat(LinearAlgebra.gram(y)), pushForward),
                setting.tolerance(1e-9, 1e-5),
                "A A^T is the covariance of the change of velocity; Cov(Delta x_t) = eps^2 Y(t) Y(t)^T, with Y Y^T ="
                        + " (1-t)^2 I + t^2 Sigma.");
    }
}
