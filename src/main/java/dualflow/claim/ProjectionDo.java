package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.closedform.GaussianDependence;
import dualflow.dependency.DoDirections;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Directions orthogonal to a gradient do not change that output. */
final class ProjectionDo implements Claim {
    private static final int LATENTS = 6;
    private static final int OUTPUTS = 3;
    private static final int HELD = 1;

    @Override
    public String id() {
        return "projection-do";
    }

    @Override
    public String statement() {
        return "Directions v projected off a = grad f_k have (J v)_k = 0 and the covariance I - a a^T / |a|^2.";
    }

    @Override
    public Source source() {
        return Source.publishedCode("v_ak; proposed in the paper's section 7.2");
    }

    @Override
    public Outcome check(Setting setting) {
        Draws draws = new Draws(64);
        Tensor weights = setting.tensor(draws.normals(0, 0, LATENTS * OUTPUTS), LATENTS, OUTPUTS);
        Tensor x = setting.tensor(draws.normals(1, 0, LATENTS), 1, LATENTS);
        UnaryOperator<Tensor> f = v -> Ops.tanh(Ops.matmul(v, weights));
        double[] a = Autodiff.grad(v -> Ops.sum(Ops.slice(f.apply(v), -1, HELD, 1)), x)
                .value()
                .toDoubles();
        // The projection P of the basis; for z ~ N(0, I) it has the covariance P^T P.
        double[] basis = new double[LATENTS * LATENTS];
        for (int i = 0; i < LATENTS; i++) {
            basis[i * LATENTS + i] = 1;
        }
        Tensor v = setting.tensor(DoDirections.project(basis, a, 1, LATENTS), LATENTS, 1, LATENTS);
        double[][] moved = LinearAlgebra.rows(Autodiff.jvps(f, x, v).tangent(), LATENTS);
        double held = 0;
        double others = 0;
        for (double[] products : moved) {
            for (int k = 0; k < OUTPUTS; k++) {
                if (k == HELD) {
                    held = Math.max(held, Math.abs(products[k]));
                } else {
                    others = Math.max(others, Math.abs(products[k]));
                }
            }
        }
        double covariance = Distance.absolute(
                Distance.flat(LinearAlgebra.gram(LinearAlgebra.transpose(LinearAlgebra.rows(v, LATENTS)))),
                Distance.flat(GaussianDependence.constrainedCovariance(new double[][] {a})));
        return Outcome.holds(Math.max(held / others, covariance), setting.tolerance(1e-14, 1e-5));
    }
}
