package dualflow.claim;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;
import java.util.List;

/** Where one component dominates, the Jacobian is that component's matrix. */
final class LocalLinearity implements Claim {
    @Override
    public String id() {
        return "local-linearity";
    }

    @Override
    public String statement() {
        return "Wherever one responsibility dominates, the drift is effectively that component's linear map.";
    }

    @Override
    public Source source() {
        return Source.paper("section 4.2");
    }

    @Override
    public Outcome check(Setting setting) {
        // Far out on each side of a mixture with distant components, gamma_k = 1 to the last bit or nearly so.
        MixtureFlow flow = new MixtureFlow(
                Gaussian.standard(2),
                new GaussianMixture(
                        new double[] {0.5, 0.5},
                        List.of(
                                new Gaussian(new double[] {-20, 3}, new double[][] {{1.5, 0.3}, {0.3, 0.7}}),
                                new Gaussian(new double[] {20, -3}, new double[][] {{0.4, -0.1}, {-0.1, 1.1}}))));
        MixtureVelocity field = setting.velocity(flow);
        double t = 0.8;
        double error = 0;
        for (int k = 0; k < 2; k++) {
            double[] mean = flow.target().components().get(k).mean();
            double[] x = {t * mean[0] + 0.5, t * mean[1] - 0.4};
            double[][] jacobian = setting.jacobian(v -> field.velocity(setting.scalar(t), v), x);
            error = Math.max(
                    error,
                    Distance.relative(
                            Distance.flat(jacobian), Distance.flat(flow.at(t).driftMatrix(k))));
        }
        return Outcome.holds(error, setting.tolerance(1e-12, 1e-5));
    }
}
