package dualflow.claim;

import dualflow.closedform.GaussianFlow;
import dualflow.flow.GaussianVelocity;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/** The least conditional flow-matching loss is (pi/2) tr Sigma^(1/2). */
final class FlowMatchingMinimiser implements Claim {
    @Override
    public String id() {
        return "flow-matching-minimiser";
    }

    @Override
    public String statement() {
        return "The field (1), E[x1 - x0 | x_t], minimises the flow-matching loss; from N(0, I) to N(0, Sigma) there remains (pi/2) tr Sigma^(1/2).";
    }

    @Override
    public Source source() {
        return Source.paper("section 3.1, equation (1)");
    }

    @Override
    public Outcome check(Setting setting) {
        // The loss at time t is tr Cov(x1 - x0 | x_t) = tr(I + Sigma) - tr(A S_t A^T), A the field's exact Jacobian.
        GaussianFlow flow = Examples.gaussian();
        GaussianVelocity field = setting.velocity(flow);
        double[] origin = new double[flow.source().dimension()];
        double whole = trace(flow.source().covariance()) + trace(flow.target().covariance());
        GaussIntegrator nodes = new GaussIntegratorFactory().legendre(40, 0, 1);
        double loss = nodes.integrate(t -> {
            double[][] a = setting.jacobian(x -> field.velocity(setting.scalar(t), x), origin);
            double[][] spread = flow.marginal(t).covariance();
            return whole - trace(LinearAlgebra.times(LinearAlgebra.times(a, spread), LinearAlgebra.transpose(a)));
        });
        return Outcome.holds(Math.abs(loss / flow.lossFloor() - 1), setting.tolerance(1e-12, 1e-5));
    }

    private static double trace(double[][] matrix) {
        double trace = 0;
        for (int i = 0; i < matrix.length; i++) {
            trace += matrix[i][i];
        }
        return trace;
    }
}
