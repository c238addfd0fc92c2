package dualflow.claim;

import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;

/** With Sigma0 = I the Jacobian is symmetric and (4) holds as printed. */
final class MixtureJacobianStandardSource implements Claim {
    @Override
    public String id() {
        return "mixture-jacobian-standard-source";
    }

    @Override
    public String statement() {
        return "Equation (4) holds as printed where the source is N(0, I), as in all of the experiments.";
    }

    @Override
    public Source source() {
        return Source.paper("equation (4) and section 6.2");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureFlow flow = Examples.standardMixture();
        MixtureVelocity field = setting.velocity(flow);
        double error = 0;
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            for (double[] x : Examples.points()) {
                double[] exact = Distance.flat(setting.jacobian(v -> field.velocity(setting.scalar(t), v), x));
                error = Math.max(
                        error, Distance.relative(Distance.flat(flow.at(t).jacobianAsPrinted(x)), exact));
            }
        }
        return Outcome.holds(error, setting.tolerance(1e-12, 1e-4));
    }
}
