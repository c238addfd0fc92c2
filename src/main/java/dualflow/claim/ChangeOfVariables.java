package dualflow.claim;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianFlow;
import dualflow.flow.ButcherTableau;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.LogLikelihood;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;

/** The change of variables needs the flow's Jacobian, not the velocity's, and a minus. */
final class ChangeOfVariables implements Claim {
    private static final double[][] POINTS = {{0.4, -0.3, 0.8}, {-1.2, 0.5, 0.1}, {0.7, 1.1, -0.6}};

    @Override
    public String id() {
        return "change-of-variables";
    }

    @Override
    public String statement() {
        return "Change of variables: log p1(x) - log p0(x) = log det(dv/dx_t).";
    }

    @Override
    public Source source() {
        return Source.notes("Beigy", "training continuous flows, item 6");
    }

    @Override
    public Outcome check(Setting setting) {
        GaussianFlow flow = Examples.gaussian();
        GaussianVelocity field = setting.velocity(flow);
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        UnaryOperator<Tensor> psi = x -> solver.solve(field, x, TimeGrid.uniform(0, 1, 50));
        // The notes do not say at which time: take the best of several readings.
        double asPrinted = Double.POSITIVE_INFINITY;
        for (double t : new double[] {0, 0.25, 0.5, 0.75, 1}) {
            double worst = 0;
            for (double[] x : POINTS) {
                double[][] jacobian = setting.jacobian(y -> field.velocity(setting.scalar(t), y), x);
                double left = logDensity(setting, flow.target(), x) - logDensity(setting, flow.source(), x);
                worst = Math.max(worst, Math.abs(left - logDeterminant(jacobian)));
            }
            asPrinted = Math.min(asPrinted, worst);
        }
        double error = 0;
        for (double[] x0 : POINTS) {
            double[] x1 = setting.value(psi, x0);
            double left = logDensity(setting, flow.target(), x1) - logDensity(setting, flow.source(), x0);
            error = Math.max(error, Math.abs(left + logDeterminant(setting.jacobian(psi, x0))));
        }
        return Outcome.corrected(
                asPrinted,
                error,
                setting.tolerance(1e-6, 1e-4),
                "It is log p1(x1) - log p0(x0) = -log |det dx1/dx0|, with x1 = psi_1(x0): the flow's Jacobian, two points, and a"
                        + " minus.");
    }

    private static double logDensity(Setting setting, Gaussian gaussian, double[] x) {
        return setting.value(
                        LogLikelihood.gaussian(setting.vector(gaussian.mean()), setting.matrix(gaussian.covariance())),
                        x)[0];
    }

    private static double logDeterminant(double[][] matrix) {
        return StrictMath.log(Math.abs(new LUDecomposition(new Array2DRowRealMatrix(matrix)).getDeterminant()));
    }
}
