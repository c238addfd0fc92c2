package dualflow.claim;

import dualflow.closedform.GaussianFlow;
import dualflow.flow.MixtureVelocity;

/** E[x | x_t] by the formula and by the score, an exact gradient. */
final class ConditionalMean implements Claim {
    @Override
    public String id() {
        return "conditional-mean";
    }

    @Override
    public String statement() {
        return "E[x | x_t] = t A A^T ((1-t)^2 I + t^2 A A^T)^(-1) x_t.";
    }

    @Override
    public Source source() {
        return Source.paper("sections 4.1 and B.1");
    }

    @Override
    public Outcome check(Setting setting) {
        // Witness: t E[x1 | x_t] = x_t + (1-t)^2 grad log p_t(x_t), the gradient by reverse mode.
        GaussianFlow flow = Examples.gaussian();
        MixtureVelocity density = setting.velocity(Examples.asMixture(flow));
        double error = 0;
        for (double t : new double[] {0.1, 0.5, 0.9}) {
            double[] x = {0.7, -1.1, 0.4};
            double[] score = setting.score(density, t, x);
            double[] mean = new double[3];
            for (int i = 0; i < 3; i++) {
                mean[i] = (x[i] + (1 - t) * (1 - t) * score[i]) / t;
            }
            error = Math.max(error, Distance.relative(mean, flow.conditionalMean(t, x)));
        }
        return Outcome.holds(error, setting.tolerance(1e-12, 1e-4));
    }
}
