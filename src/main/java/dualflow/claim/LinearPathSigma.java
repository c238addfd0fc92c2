package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The linear path's standard deviation lacks a factor t. */
final class LinearPathSigma implements Claim {
    private static final double SMALLEST = 0.1;

    @Override
    public String id() {
        return "linear-path-sigma";
    }

    @Override
    public String statement() {
        return "With sigma_t = 1 - (1 - sigma_min), the conditional field is (x1 - (1 - sigma_min) x) / (1 - (1 - sigma_min) t).";
    }

    @Override
    public Source source() {
        return Source.notes("Beigy", "example: linear interpolation");
    }

    @Override
    public Outcome check(Setting setting) {
        double slope = 1 - SMALLEST;
        return Outcome.corrected(
                error(setting, t -> Ops.shift(Ops.scale(t, 0), 1 - slope)),
                error(setting, t -> Ops.shift(Ops.scale(t, -slope), 1)),
                setting.tolerance(1e-14, 1e-5),
                "The field belongs to sigma_t = 1 - (1 - sigma_min) t; as printed sigma_t would not depend on t.");
    }

    /** How far (sigma' / sigma) (x - t x1) + x1, sigma' an exact derivative, is from the printed field. */
    private static double error(Setting setting, UnaryOperator<Tensor> sigma) {
        Tensor x1 = setting.vector(1.4, -0.6);
        double worst = 0;
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            Tensor time = setting.scalar(t);
            Dual s = Autodiff.jvp(sigma, time, setting.scalar(1));
            for (double[] point : Examples.points()) {
                Tensor x = setting.vector(point);
                Tensor field = Ops.add(
                        Ops.multiply(Ops.divide(s.tangent(), s.primal()), Ops.subtract(x, Ops.multiply(time, x1))), x1);
                Tensor printed = Ops.divide(
                        Ops.subtract(x1, Ops.scale(x, 1 - SMALLEST)), Ops.shift(Ops.scale(time, SMALLEST - 1), 1));
                worst = Math.max(
                        worst,
                        Distance.relative(
                                field.value().toDoubles(), printed.value().toDoubles()));
            }
        }
        return worst;
    }
}
