package dualflow.claim;

import dualflow.closedform.DiffeomorphicGaussianMap;
import dualflow.closedform.GaussianFlow;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** The map of 5.2 maps Sigma0 to Sigma1 and solves its linear ODE. */
final class DiffeomorphismMap implements Claim {
    @Override
    public String id() {
        return "diffeomorphism-map";
    }

    @Override
    public String statement() {
        return "With A = Sigma0^(-1/2) (Sigma0^(1/2) Sigma1 Sigma0^(1/2))^(1/2) Sigma0^(-1/2) and L = log A, the flow of x' = L (x - m) + m' has Jacobian e^(tL) and carries Sigma0 to Sigma1.";
    }

    @Override
    public Source source() {
        return Source.paper("section 5.2");
    }

    @Override
    public Outcome check(Setting setting) {
        GaussianFlow ends = Examples.anisotropicGaussian();
        DiffeomorphicGaussianMap map = new DiffeomorphicGaussianMap(ends.source(), ends.target());
        double[][] y = solvedJacobian(setting, ends, map);
        double[][] pushed =
                LinearAlgebra.times(LinearAlgebra.times(y, ends.source().covariance()), LinearAlgebra.transpose(y));
        double error = Math.max(
                Distance.relative(Distance.flat(y), Distance.flat(map.jacobian(1))),
                Distance.relative(
                        Distance.flat(pushed), Distance.flat(ends.target().covariance())));
        return Outcome.holds(error, setting.tolerance(1e-9, 1e-5));
    }

    /** The exact Jacobian at t = 1 of the solve of x' = L (x - m(t)) + m'. */
    static double[][] solvedJacobian(Setting setting, GaussianFlow ends, DiffeomorphicGaussianMap map) {
        Tensor generator = Ops.transpose(setting.matrix(map.logarithm()));
        Tensor start = setting.vector(ends.source().mean());
        Tensor rate = Ops.subtract(setting.vector(ends.target().mean()), start);
        VelocityField field = (t, x) -> {
            Tensor centred = Ops.subtract(x, Ops.add(start, Ops.multiply(t, rate)));
            return Ops.add(Ops.matmul(centred, generator), rate);
        };
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        return setting.jacobian(x -> solver.solve(field, x, TimeGrid.uniform(0, 1, 100)), new double[] {0.4, -1.3});
    }
}
