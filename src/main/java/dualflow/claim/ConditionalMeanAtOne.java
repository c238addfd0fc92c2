package dualflow.claim;

import dualflow.closedform.GaussianFlow;
import dualflow.flow.MixtureVelocity;

/** E[x | x_1] = x_1, not x_t. */
final class ConditionalMeanAtOne implements Claim {
    @Override
    public String id() {
        return "conditional-mean-at-one";
    }

    @Override
    public String statement() {
        return "At t = 1 the conditional mean is E[x | x_1] = x_t.";
    }

    @Override
    public Source source() {
        return Source.paper("section 4.1");
    }

    @Override
    public Outcome check(Setting setting) {
        GaussianFlow flow = Examples.gaussian();
        double[] x0 = {0.4, -0.9, 1.3};
        double[] x1 = {-1.2, 0.3, 0.8};
        double[] half = new double[3];
        for (int i = 0; i < 3; i++) {
            half[i] = 0.5 * x0[i] + 0.5 * x1[i];
        }
        MixtureVelocity field = setting.velocity(Examples.asMixture(flow));
        double[] mean = setting.value(x -> field.conditionalMean(setting.scalar(1), x), x1);
        return Outcome.corrected(
                Distance.relative(mean, half),
                Distance.relative(mean, x1),
                setting.tolerance(1e-13, 1e-5),
                "It is E[x | x_1] = x_1: at the end of the path the data point itself is seen, not a point on the way.");
    }
}
