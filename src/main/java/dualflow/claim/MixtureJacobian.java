package dualflow.claim;

import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;

/** The second term of (4) is b_k (grad gamma_k)^T. */
final class MixtureJacobian implements Claim {
    @Override
    public String id() {
        return "mixture-jacobian";
    }

    @Override
    public String statement() {
        return "The Jacobian of (3) is sum_k gamma_k A_k(t) + sum_k (grad gamma_k) [mu_k - mu_0 + A_k(t) Delta_k].";
    }

    @Override
    public Source source() {
        return Source.paper("equation (4)");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureFlow flow = Examples.anisotropicMixture();
        MixtureVelocity field = setting.velocity(flow);
        double asPrinted = 0;
        double error = 0;
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            for (double[] x : Examples.points()) {
                double[] exact = Distance.flat(setting.jacobian(v -> field.velocity(setting.scalar(t), v), x));
                asPrinted = Math.max(
                        asPrinted, Distance.relative(Distance.flat(flow.at(t).jacobianAsPrinted(x)), exact));
                error = Math.max(error, Distance.relative(Distance.flat(flow.jacobian(t, x)), exact));
            }
        }
        return Outcome.corrected(
                asPrinted,
                error,
                setting.tolerance(1e-12, 1e-4),
                "Row i, column j holds the derivative of v_i in x_j, so the second term is b_k (grad gamma_k)^T; the order as"
                        + " printed is its transpose.");
    }
}
