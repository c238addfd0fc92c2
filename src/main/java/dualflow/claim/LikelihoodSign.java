package dualflow.claim;

import dualflow.flow.ButcherTableau;
import dualflow.flow.Divergence;
import dualflow.flow.LogLikelihood;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The likelihood's integral has the wrong sign. */
final class LikelihoodSign implements Claim {
    @Override
    public String id() {
        return "likelihood-sign";
    }

    @Override
    public String statement() {
        return "The integral of -tr(dv/dx) dt from 1 to 0 is ln p1(x1) - ln p0(x0).";
    }

    @Override
    public Source source() {
        return Source.notes("Beigy", "calculating the log-likelihood for CNFs, item 3");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureVelocity field = setting.velocity(Examples.standardMixture());
        LogLikelihood solve = new LogLikelihood(
                OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4), TimeGrid.uniform(0, 1, 100), Divergence.exact());
        Tensor x1 = setting.matrix(Examples.points());
        UnaryOperator<Tensor> source = x -> field.logDensity(setting.scalar(0), x);
        double[] target = field.logDensity(setting.scalar(1), x1).value().toDoubles();
        double[] corrected = solve.of(field, source, x1).value().toDoubles();
        // With log p0 = 0 what remains is minus the integral of the trace from 0 to 1, as in the corrected statement.
        double[] change =
                solve.of(field, x -> Ops.scale(source.apply(x), 0), x1).value().toDoubles();
        double[] asPrinted = corrected.clone();
        for (int i = 0; i < asPrinted.length; i++) {
            asPrinted[i] -= 2 * change[i];
        }
        return Outcome.corrected(
                Distance.absolute(asPrinted, target),
                Distance.absolute(corrected, target),
                setting.tolerance(1e-6, 1e-4),
                "It is ln p0(x0) - ln p1(x1): turning the limits turns the sign of the integral once more.");
    }
}
