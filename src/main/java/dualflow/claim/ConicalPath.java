package dualflow.claim;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** The conical path's velocity points to the data, not away from it. */
final class ConicalPath implements Claim {
    @Override
    public String id() {
        return "conical-path-sign";
    }

    @Override
    public String statement() {
        return "The velocity of the conical path N(t x1, (1-t)^2 I) is (x - x1) / (1-t).";
    }

    @Override
    public Source source() {
        return Source.notes("ENM5310", "conical Gaussian paths, figure 9; its summary table has the other sign");
    }

    @Override
    public Outcome check(Setting setting) {
        Tensor x1 = setting.vector(1.4, -0.6);
        return Outcome.corrected(
                residual(setting, x1, 1),
                residual(setting, x1, -1),
                setting.tolerance(1e-12, 1e-4),
                "It is (x1 - x) / (1-t): only that satisfies the continuity equation.");
    }

    private static double residual(Setting setting, Tensor x1, double sign) {
        return Continuity.residual(
                setting,
                (t, x) -> {
                    Tensor left = Ops.shift(Ops.negate(t), 1);
                    Tensor whitened = Ops.divide(Ops.subtract(x, Ops.multiply(t, x1)), left);
                    Tensor exponent = Ops.scale(Ops.sum(Ops.multiply(whitened, whitened), 1), -0.5);
                    return Ops.subtract(exponent, Ops.scale(Ops.log(left), 2));
                },
                (t, x) -> Ops.divide(Ops.scale(Ops.subtract(x, x1), sign), Ops.shift(Ops.negate(t), 1)));
    }
}
