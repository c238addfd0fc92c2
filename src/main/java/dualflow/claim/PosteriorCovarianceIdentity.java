package dualflow.claim;

import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;

/** The drift's Jacobian is an affine function of the posterior covariance. */
final class PosteriorCovarianceIdentity implements Claim {
    @Override
    public String id() {
        return "posterior-covariance";
    }

    @Override
    public String statement() {
        return "With Sigma0 = I the Jacobian is (t / (1-t)^2 Cov[x1 | x_t] - I) / (1-t), and so symmetric.";
    }

    @Override
    public Source source() {
        return Source.paper("implied by equations (1) and (4)");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureFlow flow = Examples.standardMixture();
        MixtureVelocity field = setting.velocity(flow);
        double error = 0;
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            for (double[] x : Examples.points()) {
                double[][] exact = setting.jacobian(v -> field.velocity(setting.scalar(t), v), x);
                double[][] covariance = flow.at(t).conditionalCovariance(x);
                double[][] expected = new double[2][2];
                for (int i = 0; i < 2; i++) {
                    for (int j = 0; j < 2; j++) {
                        expected[i][j] = (t / ((1 - t) * (1 - t)) * covariance[i][j] - (i == j ? 1 : 0)) / (1 - t);
                    }
                }
                error = Math.max(error, Distance.relative(Distance.flat(exact), Distance.flat(expected)));
                error = Math.max(error, Math.abs(exact[0][1] - exact[1][0]));
            }
        }
        return Outcome.holds(error, setting.tolerance(1e-12, 1e-3));
    }
}
