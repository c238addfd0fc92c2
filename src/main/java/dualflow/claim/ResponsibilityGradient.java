package dualflow.claim;

import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;

/** The printed gradient of the responsibilities is their exact gradient. */
final class ResponsibilityGradient implements Claim {
    @Override
    public String id() {
        return "responsibility-gradient";
    }

    @Override
    public String statement() {
        return "grad gamma_k = gamma_k (S_k^(-1) (m_k - x) - sum_j gamma_j S_j^(-1) (m_j - x)).";
    }

    @Override
    public Source source() {
        return Source.paper("section 4.2, after equation (4)");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureFlow flow = Examples.anisotropicMixture();
        MixtureVelocity field = setting.velocity(flow);
        double error = 0;
        for (double[] x : Examples.points()) {
            for (double t : new double[] {0.3, 0.7, 1}) {
                double[][] exact = setting.jacobian(v -> field.responsibilities(setting.scalar(t), v), x);
                error = Math.max(
                        error,
                        Distance.relative(Distance.flat(flow.at(t).responsibilityGradients(x)), Distance.flat(exact)));
            }
        }
        return Outcome.holds(error, setting.tolerance(1e-12, 1e-4));
    }
}
