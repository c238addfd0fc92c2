package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.closedform.GaussianDependence;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Tensor;

/** The published code's directions are unit vectors, which scales S(D) and leaves Corr(D) unchanged. */
final class UnitDirections implements Claim {
    private static final int LATENTS = 16;

    @Override
    public String id() {
        return "unit-directions";
    }

    @Override
    public String statement() {
        return "The directions of the reported JVPs are Gaussian, z ~ N(0, I), so that S(D) estimates E[J J^T].";
    }

    @Override
    public Source source() {
        return Source.paper("section 5.1; the code draws unit vectors");
    }

    @Override
    public Outcome check(Setting setting) {
        Draws draws = new Draws(58);
        Tensor weights = setting.tensor(draws.normals(0, 0, LATENTS * 2), LATENTS, 2);
        Tensor x = setting.tensor(draws.normals(1, 0, LATENTS), 1, LATENTS);
        double[][] jacobian = LinearAlgebra.rows(Autodiff.jacobian(v -> Ops.tanh(Ops.matmul(v, weights)), x), 2);
        // Unit directions +-e_i have E[u u^T] = I / d exactly, as uniformly drawn ones have in expectation.
        double[][] gaussian = LinearAlgebra.gram(jacobian);
        double[][] unit = new double[2][2];
        for (int i = 0; i < LATENTS; i++) {
            double[] e = new double[LATENTS];
            e[i] = 1;
            double[] jv = Autodiff.jvp(v -> Ops.tanh(Ops.matmul(v, weights)), x, setting.tensor(e, 1, LATENTS))
                    .tangent()
                    .value()
                    .toDoubles();
            for (int r = 0; r < 2; r++) {
                for (int c = 0; c < 2; c++) {
                    unit[r][c] += jv[r] * jv[c] / LATENTS;
                }
            }
        }
        double asPrinted = Distance.relative(Distance.flat(unit), Distance.flat(gaussian));
        double error = Distance.absolute(
                Distance.flat(GaussianDependence.correlation(unit)),
                Distance.flat(GaussianDependence.correlation(gaussian)));
        return Outcome.corrected(
                asPrinted,
                error,
                setting.tolerance(1e-14, 1e-6),
                "Unit directions have E[u u^T] = I / d, so S(D) is d times too small; Corr(D) is not affected.");
    }
}
