package dualflow.claim;

import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;

/** Responsibilities sum to one, are the weights at t = 0, and their gradients cancel. */
final class ResponsibilitiesSumToOne implements Claim {
    @Override
    public String id() {
        return "responsibilities";
    }

    @Override
    public String statement() {
        return "gamma_k(x_t, t) is the posterior of component k: it sums to one and at t = 0 is the weight pi_k.";
    }

    @Override
    public Source source() {
        return Source.paper("equation (2)");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureFlow flow = Examples.anisotropicMixture();
        MixtureVelocity field = setting.velocity(flow);
        double error = 0;
        for (double[] x : Examples.points()) {
            double[] atZero = setting.value(v -> field.responsibilities(setting.scalar(0), v), x);
            error = Math.max(error, Distance.absolute(atZero, flow.target().weights()));
            for (double t : new double[] {0.3, 0.7, 1}) {
                double[] gamma = setting.value(v -> field.responsibilities(setting.scalar(t), v), x);
                double[][] gradients = setting.jacobian(v -> field.responsibilities(setting.scalar(t), v), x);
                double sum = -1;
                double[] gradientSum = new double[2];
                for (int k = 0; k < gamma.length; k++) {
                    sum += gamma[k];
                    gradientSum[0] += gradients[k][0];
                    gradientSum[1] += gradients[k][1];
                }
                error = Math.max(error, Math.abs(sum));
                error = Math.max(error, Math.max(Math.abs(gradientSum[0]), Math.abs(gradientSum[1])));
            }
        }
        return Outcome.holds(error, setting.tolerance(1e-14, 1e-5));
    }
}
