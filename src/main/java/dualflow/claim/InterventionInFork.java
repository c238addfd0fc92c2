package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** In a fork X <- U -> Y, P(Y | do(X)) = P(Y) while P(Y | X) is not. */
final class InterventionInFork implements Claim {
    @Override
    public String id() {
        return "do-in-a-fork";
    }

    @Override
    public String statement() {
        return "do(X = x') replaces X's assignment and leaves all others, so in a fork X <- C -> Y it does not move Y.";
    }

    @Override
    public Source source() {
        return Source.paper("section 3.2.2");
    }

    @Override
    public Outcome check(Setting setting) {
        // C = u0, X = 2 C + u1, Y = -3 C + u2, exogenous u ~ N(0, I); the Jacobian in u gives the joint law of (X, Y).
        Tensor u = setting.vector(0.3, -0.2, 0.9);
        double[][] observed = LinearAlgebra.rows(Autodiff.jacobian(v -> model(v, slice(v, 1), false), u), 2);
        double[][] intervened = LinearAlgebra.rows(Autodiff.jacobian(v -> model(v, slice(v, 1), true), u), 2);
        double[][] covariance = LinearAlgebra.gram(observed);
        double[][] underDo = LinearAlgebra.gram(intervened);
        double moved = Math.abs(underDo[1][1] - covariance[1][1]) + Math.abs(underDo[0][1]) + Math.abs(underDo[0][0]);
        double conditional = covariance[1][1] - covariance[0][1] * covariance[0][1] / covariance[0][0];
        boolean conditioningMoves = Math.abs(conditional - covariance[1][1]) > 0.1;
        return Outcome.holds(conditioningMoves ? moved : Double.POSITIVE_INFINITY, setting.tolerance(1e-14, 1e-5));
    }

    private static Tensor model(Tensor u, Tensor noise, boolean intervene) {
        Tensor c = slice(u, 0);
        Tensor x = intervene ? Ops.shift(Ops.zerosLike(noise), 1.5) : Ops.add(Ops.scale(c, 2), noise);
        Tensor y = Ops.add(Ops.scale(c, -3), slice(u, 2));
        return Ops.concat(x, y, -1);
    }

    private static Tensor slice(Tensor u, int index) {
        return Ops.slice(u, -1, index, 1);
    }
}
