package dualflow.claim;

import dualflow.closedform.GaussianFlow;
import dualflow.flow.GaussianVelocity;

/** The Gaussian drift's Jacobian does not depend on x_t. */
final class GaussianJacobianConstant implements Claim {
    @Override
    public String id() {
        return "gaussian-jacobian-constant";
    }

    @Override
    public String statement() {
        return "For Gaussian data the drift is linear in x_t, so its Jacobian is A(t) whatever x_t, under intervention and observation alike.";
    }

    @Override
    public Source source() {
        return Source.paper("section 4.2 and Table 1");
    }

    @Override
    public Outcome check(Setting setting) {
        GaussianFlow flow = Examples.anisotropicGaussian();
        GaussianVelocity field = setting.velocity(flow);
        double error = 0;
        for (double[] x : Examples.points()) {
            double[][] jacobian = setting.jacobian(v -> field.velocity(setting.scalar(0.4), v), x);
            error = Math.max(error, Distance.relative(Distance.flat(jacobian), Distance.flat(flow.driftMatrix(0.4))));
        }
        return Outcome.holds(error, setting.tolerance(1e-13, 1e-5));
    }
}
