package dualflow.claim;

import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;
import dualflow.tensor.Tensor;

/** With the component held fixed the Jacobian is A_K(t), constant in x. */
final class InterventionJacobian implements Claim {
    @Override
    public String id() {
        return "intervention-jacobian";
    }

    @Override
    public String statement() {
        return "Under intervention, the component held fixed, the Jacobian is A_K(t), constant in x_t; under observation it is not.";
    }

    @Override
    public Source source() {
        return Source.paper("Table 1");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureFlow flow = Examples.anisotropicMixture();
        MixtureVelocity field = setting.velocity(flow);
        double t = 0.4;
        double error = 0;
        double moves = Double.POSITIVE_INFINITY;
        for (int k = 0; k < flow.target().size(); k++) {
            double[] held = new double[flow.target().size()];
            held[k] = 1;
            Tensor gamma = setting.tensor(held, 1, held.length);
            for (double[] x : Examples.points()) {
                double[][] given = setting.jacobian(v -> field.velocityGiven(setting.scalar(t), v, gamma), x);
                double[] expected = Distance.flat(flow.at(t).driftMatrix(k));
                error = Math.max(error, Distance.relative(Distance.flat(given), expected));
                double[][] observed = setting.jacobian(v -> field.velocity(setting.scalar(t), v), x);
                moves = Math.min(moves, Distance.absolute(Distance.flat(observed), expected));
            }
        }
        return Outcome.holds(moves > 0.01 ? error : Double.POSITIVE_INFINITY, setting.tolerance(1e-12, 1e-5));
    }
}
