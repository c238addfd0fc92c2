package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** Abduction, action and prediction in a linear model change Y by its derivative in X. */
final class LinearCounterfactual implements Claim {
    @Override
    public String id() {
        return "linear-counterfactual";
    }

    @Override
    public String statement() {
        return "The counterfactual Y_{x'} given X = x, Y = y is reached by abduction of U, action and prediction.";
    }

    @Override
    public Source source() {
        return Source.paper("sections 3.2.1 and 7.2");
    }

    @Override
    public Outcome check(Setting setting) {
        // X = u0, M = 0.7 X + u1, Y = -1.2 X + 2 M + u2: abduce u from what was observed, set X, predict.
        double[] seen = {0.4, 1.1, -0.6};
        double other = 1.9;
        double[] u = {seen[0], seen[1] - 0.7 * seen[0], seen[2] + 1.2 * seen[0] - 2 * seen[1]};
        double expected = -1.2 * other + 2 * (0.7 * other + u[1]) + u[2];
        Tensor noise = setting.vector(u[1], u[2]);
        Tensor x = setting.vector(seen[0]);
        Dual dual = Autodiff.jvp(v -> outcome(v, noise), x, setting.vector(other - seen[0]));
        double predicted =
                dual.primal().value().toDouble() + dual.tangent().value().toDouble();
        return Outcome.holds(Math.abs(predicted - expected), setting.tolerance(1e-14, 1e-5));
    }

    private static Tensor outcome(Tensor x, Tensor noise) {
        Tensor mediator = Ops.add(Ops.scale(x, 0.7), Ops.slice(noise, -1, 0, 1));
        Tensor direct = Ops.add(Ops.scale(x, -1.2), Ops.slice(noise, -1, 1, 1));
        return Ops.add(direct, Ops.scale(mediator, 2));
    }
}
