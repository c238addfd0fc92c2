package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** The drift (3) carries the mixture's densities: the continuity equation. */
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
        return Outcome.holds(residual(setting, field, field), setting.tolerance(1e-12, 1e-4));
    }

    /** The largest |d/dt log p + v . grad log p + div v|, each term an exact derivative. */
    static double residual(Setting setting, MixtureVelocity mixture, VelocityField field) {
        double worst = 0;
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            for (double[] point : Examples.points()) {
                Tensor time = setting.scalar(t);
                Tensor x = setting.tensor(point, 1, point.length);
                double rate = Autodiff.jvp(s -> Ops.sum(mixture.logDensity(s, x)), time, setting.scalar(1))
                        .tangent()
                        .value()
                        .toDouble();
                double[] score = Autodiff.grad(v -> Ops.sum(mixture.logDensity(time, v)), x)
                        .value()
                        .toDoubles();
                double[] velocity = field.velocity(time, x).value().toDoubles();
                double[][] jacobian = setting.jacobian(v -> field.velocity(time, v), point);
                double sum = rate;
                for (int i = 0; i < point.length; i++) {
                    sum += velocity[i] * score[i] + jacobian[i][i];
                }
                worst = Double.isNaN(sum) ? Double.POSITIVE_INFINITY : Math.max(worst, Math.abs(sum));
            }
        }
        return worst;
    }
}
