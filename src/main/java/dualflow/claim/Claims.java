package dualflow.claim;

import java.util.List;

/** All claims: those of the paper and its code in the order of the paper, then those of the lecture notes. */
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
            new FiniteDifferenceJvp(),
            new UnitDirections(),
            new ExperimentEpsilon(),
            new DiffeomorphismMap(),
            new DiffeomorphismDeterminant(),
            new DiffeomorphismIsNotTheFlow(),
            new DiffeomorphismEndpoint(),
            new DiffeomorphismWiggle(),
            new AttributeChainRule(),
            new LinearAttributesSecondMoment(),
            new LinearMapCorrelation(),
            new SecondMomentBoundsCovariance(),
            new UncentredCorrelation(),
            new CurvedTrajectories(),
            new FigureOnePath(),
            new FigureOneEuler(),
            new PublishedDrift(),
            new FigureTwoEvolution(),
            new TableFourNumerical(),
            new TableFourIntervention(),
            new TableFourMatrix(),
            new TableFourOverlap(),
            new ConditioningFork(),
            new ConditioningThreshold(),
            new ConditioningCollider(),
            new ConditioningMediator(),
            new ProjectionDo(),
            new ProjectionSecondOrder(),
            new PowerIteration(),
            new AxisAlignedJacobian(),
            new DiagnosticsEpsilon(),
            new FigureSixScaling(),
            new EulerExampleEquation(),
            new EulerExample(),
            new ChangeOfVariables(),
            new LikelihoodSign(),
            new LinearPathSigma(),
            new ConicalPath(),
            new SingleItemField());

    private Claims() {}

    /**
     * All claims.
     *
     * @return the claims, the lecture notes last
     */
    public static List<Claim> all() {
        return ALL;
    }
}
