package dualflow.claim;

import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;

/** Even with one covariance for all components the Jacobian depends on x. */
final class SharedCovariances implements Claim {
    @Override
    public String id() {
        return "shared-covariances";
    }

    @Override
    public String statement() {
        return "If all Sigma_k are equal, A_k(t) = A(t) and only the bias term jumps across components.";
    }

    @Override
    public Source source() {
        return Source.paper("section 4.2");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureFlow flow = Examples.sharedCovariance();
        MixtureVelocity field = setting.velocity(flow);
        double t = 0.5;
        double asPrinted = 0;
        double error = 0;
        for (double[] x : Examples.points()) {
            double[] exact = Distance.flat(setting.jacobian(v -> field.velocity(setting.scalar(t), v), x));
            double[] a = Distance.flat(flow.at(t).driftMatrix(0));
            double[] coupling = Distance.flat(flow.at(t).responsibilityCoupling(x));
            double[] sum = new double[a.length];
            for (int i = 0; i < a.length; i++) {
                sum[i] = a[i] + coupling[i];
            }
            asPrinted = Math.max(asPrinted, Distance.relative(a, exact));
            error = Math.max(error, Distance.relative(sum, exact));
        }
        return Outcome.corrected(
                asPrinted,
                error,
                setting.tolerance(1e-12, 1e-4),
                "The A_k are equal, but the bias does not jump: it moves with the responsibilities, so the Jacobian is A(t)"
                        + " plus the term of the means' covariance under gamma.");
    }
}
