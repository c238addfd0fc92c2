package dualflow.claim;

import dualflow.flow.MixtureVelocity;

/** The drift (3) transports the mixture's densities: the continuity equation. */
final class MixtureContinuity implements Claim {
    @Override
    public String id() {
        return "mixture-continuity";
    }

    @Override
    public String statement() {
        return "The drift (3) transports N(mu0, Sigma0) along p_t to the mixture.";
    }

    @Override
    public Source source() {
        return Source.paper("equation (3); the continuity equation is in the notes");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureVelocity field = setting.velocity(Examples.anisotropicMixture());
        return Outcome.holds(Continuity.residual(setting, field::logDensity, field), setting.tolerance(1e-12, 1e-4));
    }
}
