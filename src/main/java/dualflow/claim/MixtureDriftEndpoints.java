package dualflow.claim;

import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;

/** The mixture drift at the ends of the path. */
final class MixtureDriftEndpoints implements Claim {
    @Override
    public String id() {
        return "mixture-drift-endpoints";
    }

    @Override
    public String statement() {
        return "At t = 0 the drift is E[x1] - x0, at t = 1 it is x1 - E[x0].";
    }

    @Override
    public Source source() {
        return Source.paper("section 4.2");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureFlow flow = Examples.anisotropicMixture();
        MixtureVelocity field = setting.velocity(flow);
        double[] targetMean = flow.target().mean();
        double[] sourceMean = flow.source().mean();
        double error = 0;
        for (double[] x : Examples.points()) {
            double[] start = {targetMean[0] - x[0], targetMean[1] - x[1]};
            double[] end = {x[0] - sourceMean[0], x[1] - sourceMean[1]};
            error = Math.max(
                    error, Distance.relative(setting.value(v -> field.velocity(setting.scalar(0), v), x), start));
            error = Math.max(
                    error, Distance.relative(setting.value(v -> field.velocity(setting.scalar(1), v), x), end));
        }
        return Outcome.holds(error, setting.tolerance(1e-13, 1e-5));
    }
}
