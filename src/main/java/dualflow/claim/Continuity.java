package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.function.BinaryOperator;

/** The continuity equation, d/dt p + div(p v) = 0: whether a velocity transports a path of densities. */
final class Continuity {
    private Continuity() {}

    /**
     * The largest |d/dt log p + v . grad log p + div v| at times and points of the examples, each term an exact derivative.
     * The log-density takes t, [], and x, [1, 2]; it may leave out a constant.
     */
    static double residual(Setting setting, BinaryOperator<Tensor> logDensity, VelocityField field) {
        double worst = 0;
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            for (double[] point : Examples.points()) {
                Tensor time = setting.scalar(t);
                Tensor x = setting.tensor(point, 1, point.length);
                double rate = Autodiff.jvp(s -> Ops.sum(logDensity.apply(s, x)), time, setting.scalar(1))
                        .tangent()
                        .value()
                        .toDouble();
                double[] score = Autodiff.grad(v -> Ops.sum(logDensity.apply(time, v)), x)
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
