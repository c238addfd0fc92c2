package dualflow.claim;

import dualflow.autodiff.FiniteDifference;
import dualflow.autodiff.FiniteDifference.Deviation;
import dualflow.flow.ButcherTableau;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** The forward difference (5) converges to the JVP, at first order in epsilon. */
final class FiniteDifferenceJvp implements Claim {
    @Override
    public String id() {
        return "finite-difference-jvp";
    }

    @Override
    public String statement() {
        return "The forward difference (f(x0 + epsilon z) - f(x0)) / epsilon approximates the JVP J_f(x0) z for small epsilon.";
    }

    @Override
    public Source source() {
        return Source.paper("section 5.1, equation (5)");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureVelocity field = setting.velocity(Examples.anisotropicMixture());
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        UnaryOperator<Tensor> flow = x -> solver.solve(field, x, TimeGrid.uniform(0, 1, 10));
        Tensor x = setting.tensor(new double[] {0.2, 0.1}, 1, 2);
        Tensor z = setting.tensor(new double[] {0.8, -0.6}, 1, 2);
        // Steps large enough in float32 that round-off, of the order 1e-7 / epsilon, stays far below the difference's
        // own error.
        double[] steps =
                setting.dtype() == DType.FLOAT64 ? new double[] {0x1p-9, 0x1p-10} : new double[] {0x1p-6, 0x1p-7};
        double forward = order(FiniteDifference.FORWARD.sweep(flow, x, z, steps));
        double central = order(FiniteDifference.CENTRAL.sweep(flow, x, z, steps));
        // The order is that of the limit; at a step epsilon it is off by a multiple of epsilon.
        return Outcome.holds(Math.max(Math.abs(forward - 1), Math.abs(central - 2)), setting.tolerance(0.01, 0.1));
    }

    /** The slope of log error over log epsilon, where the second step is half the first. */
    private static double order(List<Deviation> errors) {
        return StrictMath.log(errors.get(0).relative() / errors.get(1).relative()) / StrictMath.log(2);
    }
}
