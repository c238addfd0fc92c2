package dualflow.claim;

import dualflow.flow.MixtureVelocity;

/** The published script's drift lacks a term and does not transport the densities. */
final class PublishedDrift implements Claim {
    @Override
    public String id() {
        return "published-drift";
    }

    @Override
    public String statement() {
        return "The published mixture script integrates the drift (3), with A_k(t) = t Sigma_k S_k^(-1).";
    }

    @Override
    public Source source() {
        return Source.publishedCode("mixture_gaussian.py");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureVelocity field = setting.velocity(Examples.standardMixture());
        return Outcome.corrected(
                Continuity.residual(setting, field::logDensity, field.asPublished()),
                Continuity.residual(setting, field::logDensity, field),
                setting.tolerance(1e-12, 1e-4),
                "The term -(1-t) Sigma0 is missing, so the script's field is E[x1 | x_t] - mu0, not a velocity; with the"
                        + " term the continuity equation holds.");
    }
}
