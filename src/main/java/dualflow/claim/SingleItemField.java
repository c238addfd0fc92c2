package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The field of a Gaussian path needs the derivative of sigma in time. */
final class SingleItemField implements Claim {
    @Override
    public String id() {
        return "single-item-field";
    }

    @Override
    public String statement() {
        return "u_t = (grad sigma_t / sigma_t) (x - mu_t) + d/dt mu_t generates the path N(mu_t, sigma_t^2 I) to one data item.";
    }

    @Override
    public Source source() {
        return Source.notes("Khungurn", "theorem 1");
    }

    @Override
    public Outcome check(Setting setting) {
        // mu_t = t^2 x1 and sigma_t = 20^(-t): from N(0, I) to N(x1, sigma_min^2 I), sigma_min = 1/20.
        Tensor x1 = setting.vector(1.4, -0.6);
        UnaryOperator<Tensor> sigma = t -> Ops.exp(Ops.scale(t, -StrictMath.log(20)));
        return Outcome.corrected(
                // This sigma_t is the same for every data item, so its gradient in x_data is zero.
                residual(setting, x1, sigma, 0),
                residual(setting, x1, sigma, 1),
                setting.tolerance(1e-11, 1e-3),
                "grad sigma_t must be the derivative in time, grad_1 in the notes' notation, as it is in their derivation (9).");
    }

    private static double residual(Setting setting, Tensor x1, UnaryOperator<Tensor> sigma, double rate) {
        return Continuity.residual(
                setting,
                (t, x) -> {
                    Tensor whitened = Ops.divide(Ops.subtract(x, mean(t, x1)), sigma.apply(t));
                    Tensor exponent = Ops.scale(Ops.sum(Ops.multiply(whitened, whitened), 1), -0.5);
                    return Ops.subtract(exponent, Ops.scale(Ops.log(sigma.apply(t)), 2));
                },
                (t, x) -> {
                    Dual s = Autodiff.jvp(sigma, t, setting.scalar(1));
                    Dual m = Autodiff.jvp(time -> mean(time, x1), t, setting.scalar(1));
                    Tensor shrink = Ops.scale(Ops.divide(s.tangent(), s.primal()), rate);
                    return Ops.add(Ops.multiply(shrink, Ops.subtract(x, m.primal())), m.tangent());
                });
    }

    private static Tensor mean(Tensor t, Tensor x1) {
        return Ops.multiply(Ops.multiply(t, t), x1);
    }
}
