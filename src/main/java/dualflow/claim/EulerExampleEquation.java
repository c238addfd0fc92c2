package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** The worked example's solution solves another equation than the printed one. */
final class EulerExampleEquation implements Claim {
    @Override
    public String id() {
        return "beigy-equation";
    }

    @Override
    public String statement() {
        return "y = 1 + (e^(-4t) - e^(-2t)) / 2 solves y' = 2 - 2y - e^(4t), y(0) = 1.";
    }

    @Override
    public Source source() {
        return Source.notes("Beigy", "Euler's method, example");
    }

    @Override
    public Outcome check(Setting setting) {
        Tensor t = setting.vector(0.1, 0.2, 0.3, 0.4, 0.5);
        Dual y = Autodiff.jvp(
                s -> Ops.shift(Ops.scale(Ops.subtract(Ops.exp(Ops.scale(s, -4)), Ops.exp(Ops.scale(s, -2))), 0.5), 1),
                t,
                setting.vector(1, 1, 1, 1, 1));
        return Outcome.corrected(
                residual(y, t, 4),
                residual(y, t, -4),
                setting.tolerance(1e-15, 1e-6),
                "The solution, and the values of the example, are those of y' = 2 - 2y - e^(-4t).");
    }

    /** The largest |y' - (2 - 2y - e^(rate t))|. */
    private static double residual(Dual y, Tensor t, double rate) {
        Tensor right = Ops.subtract(Ops.shift(Ops.scale(y.primal(), -2), 2), Ops.exp(Ops.scale(t, rate)));
        return Distance.absolute(y.tangent().value().toDoubles(), right.value().toDoubles());
    }
}
