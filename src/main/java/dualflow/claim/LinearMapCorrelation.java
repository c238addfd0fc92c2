package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.closedform.GaussianDependence;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Tensor;

/** For a linear map Corr(D) is the correlation of the generated features. */
final class LinearMapCorrelation implements Claim {
    private static final int LATENTS = 7;
    private static final int FEATURES = 5;

    @Override
    public String id() {
        return "linear-map-correlation";
    }

    @Override
    public String statement() {
        return "For a linear map f(z) = A z, Corr(D) = D^(-1/2) S(D) D^(-1/2) is the true correlation matrix of the generated features.";
    }

    @Override
    public Source source() {
        return Source.paper("sections 4.1 and 5.3");
    }

    @Override
    public Outcome check(Setting setting) {
        double[] a = new Draws(55).normals(0, 0, FEATURES * LATENTS);
        Tensor map = setting.tensor(a, LATENTS, FEATURES);
        Tensor z = setting.tensor(new Draws(55).normals(1, 0, LATENTS), 1, LATENTS);
        double[][] jacobian = LinearAlgebra.rows(Autodiff.jacobian(x -> Ops.matmul(x, map), z), FEATURES);
        double[][] covariance = LinearAlgebra.gram(LinearAlgebra.transpose(LinearAlgebra.rows(map, LATENTS)));
        return Outcome.holds(
                Distance.absolute(
                        Distance.flat(GaussianDependence.correlation(LinearAlgebra.gram(jacobian))),
                        Distance.flat(GaussianDependence.correlation(covariance))),
                setting.tolerance(1e-15, 1e-6));
    }
}
