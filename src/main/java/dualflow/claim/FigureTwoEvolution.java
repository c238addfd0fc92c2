package dualflow.claim;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import dualflow.flow.ButcherTableau;
import dualflow.flow.Divergence;
import dualflow.flow.LogLikelihood;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.random.Draws;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Figure 2 draws a new mixture for each panel. */
final class FigureTwoEvolution implements Claim {
    private static final int COMPONENTS = 3;

    @Override
    public String id() {
        return "figure-2-time-evolution";
    }

    @Override
    public String statement() {
        return "Figure 2 shows the time evolution from a normal distribution to a mixture of three Gaussians.";
    }

    @Override
    public Source source() {
        return Source.paper("section 6.2, Figure 2; the code draws a new mixture for each panel");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureVelocity first = setting.velocity(mixture(0));
        MixtureVelocity second = setting.velocity(mixture(1));
        double from = 0.25;
        double to = 0.5;
        Tensor x = setting.matrix(Examples.points());
        // The first panel's density, transported by its flow to the second panel's time.
        double[] carried = new LogLikelihood(
                        OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4),
                        TimeGrid.uniform(from, to, 25),
                        Divergence.exact())
                .of(first, y -> first.logDensity(setting.scalar(from), y), x)
                .value()
                .toDoubles();
        return Outcome.corrected(
                Distance.absolute(
                        carried,
                        second.logDensity(setting.scalar(to), x).value().toDoubles()),
                Distance.absolute(
                        carried, first.logDensity(setting.scalar(to), x).value().toDoubles()),
                setting.tolerance(1e-8, 1e-4),
                "With a mixture drawn anew for each panel no flow carries one panel to the next; with one mixture for all the flow"
                        + " carries log p_t from 0.25 to 0.5.");
    }

    /** As the published code draws it: mu = 3 (2 u - 1), Sigma = A A^T / 2 + I / 2, equal weights. */
    private static MixtureFlow mixture(int panel) {
        Draws draws = new Draws(62);
        List<Gaussian> components = new ArrayList<>();
        double[] weights = new double[COMPONENTS];
        for (int k = 0; k < COMPONENTS; k++) {
            int number = panel * COMPONENTS + k;
            double[] u = draws.uniforms(0, 2L * number, 2);
            double[] a = draws.normals(1, 4L * number, 4);
            double[][] covariance = LinearAlgebra.gram(new double[][] {{a[0], a[1]}, {a[2], a[3]}});
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    covariance[i][j] = covariance[i][j] / 2 + (i == j ? 0.5 : 0);
                }
            }
            components.add(new Gaussian(new double[] {3 * (2 * u[0] - 1), 3 * (2 * u[1] - 1)}, covariance));
            weights[k] = 1.0 / COMPONENTS;
        }
        return new MixtureFlow(Gaussian.standard(2), new GaussianMixture(weights, components));
    }
}
