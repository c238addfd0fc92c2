package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Tensor;

/** An axis-aligned generator has a diagonal J^T J; a rotated one has not. */
final class AxisAlignedJacobian implements Claim {
    private static final int DIMENSION = 6;

    @Override
    public String id() {
        return "axis-aligned-jacobian";
    }

    @Override
    public String statement() {
        return "Disentangled latent factors show in the Jacobian: where each latent moves its own feature, J^T J is diagonal.";
    }

    @Override
    public Source source() {
        return Source.paper("section 7.2");
    }

    @Override
    public Outcome check(Setting setting) {
        Draws draws = new Draws(60);
        double[] scales = draws.normals(0, 0, DIMENSION);
        Tensor x = setting.vector(draws.normals(1, 0, DIMENSION));
        Tensor scale = setting.vector(scales);
        double[][] jacobian =
                LinearAlgebra.rows(Autodiff.jacobian(z -> Ops.sin(Ops.multiply(scale, Ops.exp(z))), x), DIMENSION);
        double[][] gram = LinearAlgebra.times(LinearAlgebra.transpose(jacobian), jacobian);
        double offDiagonal = 0;
        double diagonal = 0;
        for (int i = 0; i < DIMENSION; i++) {
            for (int j = 0; j < DIMENSION; j++) {
                double entry = Math.abs(gram[i][j]);
                offDiagonal = i == j ? offDiagonal : Math.max(offDiagonal, entry);
                diagonal = i == j ? Math.max(diagonal, entry) : diagonal;
            }
        }
        return Outcome.holds(diagonal > 0 ? offDiagonal / diagonal : Double.POSITIVE_INFINITY, 0);
    }
}
