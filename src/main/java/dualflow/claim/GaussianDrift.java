package dualflow.claim;

import dualflow.closedform.GaussianFlow;
import dualflow.flow.MixtureVelocity;

/** The Gaussian drift is E[x1 - x0 | x_t]. */
final class GaussianDrift implements Claim {
    @Override
    public String id() {
        return "gaussian-drift";
    }

    @Override
    public String statement() {
        return "v(x_t, t) = (t Sigma - (1-t) I) [(1-t)^2 I + t^2 Sigma]^(-1) x_t is the field (1) for x1 ~ N(0, Sigma).";
    }

    @Override
    public Source source() {
        return Source.paper("sections 4.1.1 and B.2");
    }

    @Override
    public Outcome check(Setting setting) {
        // Witness: the closed form differentiates nothing; E[x0 | x_t] = -(1-t) grad log p_t, x_t = (1-t) x0 + t x1.
        GaussianFlow flow = Examples.gaussian();
        MixtureVelocity density = setting.velocity(Examples.asMixture(flow));
        double[] x = {0.7, -1.1, 0.4};
        double error = 0;
        for (double t : new double[] {0.1, 0.5, 0.9}) {
            double[] score = setting.score(density, t, x);
            double[] difference = new double[3];
            for (int i = 0; i < 3; i++) {
                double noise = -(1 - t) * score[i];
                difference[i] = (x[i] - (1 - t) * noise) / t - noise;
            }
            error = Math.max(error, Distance.relative(difference, flow.velocity(t, x)));
        }
        return Outcome.holds(error, setting.tolerance(1e-12, 1e-4));
    }
}
