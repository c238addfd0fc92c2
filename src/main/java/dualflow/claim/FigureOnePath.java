package dualflow.claim;

import dualflow.experiment.Figure1;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;

/** Figure 1's analytical velocity has a wrong sign in its denominator. */
final class FigureOnePath implements Claim {
    @Override
    public String id() {
        return "figure-1-path";
    }

    @Override
    public String statement() {
        return "The analytical trajectories of Figure 1 follow x' = (2t-1) / ((1+t)^2 + t^2) x and differ from the learned ones.";
    }

    @Override
    public Source source() {
        return Source.publishedCode("gaussian_1D_neural.py, drawn as Figure 1");
    }

    @Override
    public Outcome check(Setting setting) {
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        double x0 = 1.7;
        TimeGrid grid = TimeGrid.uniform(0, 1, 200);
        double end = setting.value(x -> solver.solve(Figure1.VELOCITY, x, grid), new double[] {x0})[0];
        double publishedEnd =
                setting.value(x -> solver.solve(Figure1.PUBLISHED_VELOCITY, x, grid), new double[] {x0})[0];
        // The target is N(0, 1): the variance at the end must be 1, so the end must be x0.
        return Outcome.corrected(
                Math.abs(publishedEnd / x0 - 1),
                Math.abs(end / x0 - 1),
                setting.tolerance(1e-9, 1e-5),
                "The denominator must be (1-t)^2 + t^2; as published the path ends at 0.8846 x0, with variance 0.783 instead of"
                        + " 1, and that is the difference to be seen in the figure.");
    }
}
