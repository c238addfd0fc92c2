package dualflow.claim;

import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;

/** The mixture drift is E[x1 - x0 | x_t]. */
final class MixtureDrift implements Claim {
    @Override
    public String id() {
        return "mixture-drift";
    }

    @Override
    public String statement() {
        return "v(x_t, t) = sum_k gamma_k [mu_k - mu_0 + A_k(t) (x_t - mu_tk)] is E[x1 - x0 | x_t].";
    }

    @Override
    public Source source() {
        return Source.paper("equation (3), derived in B.3");
    }

    @Override
    public Outcome check(Setting setting) {
        // Witness: E[x0 | x] = mu0 - (1-t) Sigma0 grad log p_t(x), the gradient by reverse mode; x = (1-t) x0 + t x1.
        MixtureFlow flow = Examples.anisotropicMixture();
        MixtureVelocity field = setting.velocity(flow);
        double error = 0;
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            for (double[] x : Examples.points()) {
                double[] score = setting.score(field, t, x);
                double[] pull = LinearAlgebra.times(flow.source().covariance(), score);
                double[] expected = new double[2];
                for (int i = 0; i < 2; i++) {
                    double noise = flow.source().mean()[i] - (1 - t) * pull[i];
                    expected[i] = (x[i] - (1 - t) * noise) / t - noise;
                }
                double[] velocity = setting.value(v -> field.velocity(setting.scalar(t), v), x);
                error = Math.max(error, Distance.relative(velocity, expected));
            }
        }
        return Outcome.holds(error, setting.tolerance(1e-12, 1e-4));
    }
}
