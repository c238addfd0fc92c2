package dualflow.claim;

import java.util.List;

/** All claims, in the order of the paper. */
public final class Claims {
    private static final List<Claim> ALL = List.of(
            new FlowMatchingMinimiser(),
            new InterventionInFork(),
            new LinearCounterfactual(),
            new ConditionalMean(),
            new ConditionalMeanAtOne(),
            new GaussianDrift(),
            new GaussianFlowMap(),
            new GaussianJacobianConstant(),
            new WiggleCovariance(),
            new ResponsibilitiesSumToOne(),
            new ResponsibilityGradient(),
            new MixtureDrift(),
            new MixtureContinuity(),
            new MixtureDriftEndpoints(),
            new MixtureJacobian(),
            new MixtureJacobianStandardSource(),
            new PosteriorCovarianceIdentity(),
            new InterventionJacobian(),
            new LocalLinearity(),
            new SharedCovariances(),
            new DiffeomorphismMap(),
            new DiffeomorphismDeterminant(),
            new DiffeomorphismIsNotTheFlow(),
            new DiffeomorphismEndpoint(),
            new DiffeomorphismWiggle(),
            new UnitDirections(),
            new AttributeChainRule(),
            new LinearAttributesSecondMoment(),
            new LinearMapCorrelation(),
            new SecondMomentBoundsCovariance(),
            new UncentredCorrelation(),
            new CurvedTrajectories(),
            new FigureOnePath(),
            new PublishedDrift(),
            new PowerIteration(),
            new AxisAlignedJacobian());

    private Claims() {}

    /**
     * All claims.
     *
     * @return the claims, in the order of the paper
     */
    public static List<Claim> all() {
        return ALL;
    }
}
