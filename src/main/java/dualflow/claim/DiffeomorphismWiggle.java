package dualflow.claim;

import dualflow.closedform.DiffeomorphicGaussianMap;
import dualflow.closedform.GaussianFlow;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/** The wiggle covariance of 5.2 is Sigma(t) only if the directions have covariance Sigma0. */
final class DiffeomorphismWiggle implements Claim {
    @Override
    public String id() {
        return "diffeomorphism-wiggle";
    }

    @Override
    public String statement() {
        return "The wiggle covariance Y(t) Y(t)^T is the counterpart of the push-forward covariance Sigma(t) = Y(t) Sigma0 Y(t)^T.";
    }

    @Override
    public Source source() {
        return Source.paper("section 5.2");
    }

    @Override
    public Outcome check(Setting setting) {
        GaussianFlow ends = Examples.anisotropicGaussian();
        DiffeomorphicGaussianMap map = new DiffeomorphicGaussianMap(ends.source(), ends.target());
        double[][] y = DiffeomorphismMap.solvedJacobian(setting, ends, map);
        double[][] root = new CholeskyDecomposition(
                        new Array2DRowRealMatrix(ends.source().covariance()))
                .getL()
                .getData();
        double[] pushForward = Distance.flat(map.covariance(1));
        return Outcome.corrected(
                Distance.relative(Distance.flat(LinearAlgebra.gram(y)), pushForward),
                Distance.relative(Distance.flat(LinearAlgebra.gram(LinearAlgebra.times(y, root))), pushForward),
                setting.tolerance(1e-9, 1e-5),
                "It is for Sigma0 = I alone; for any other source the directions must be drawn from N(0, Sigma0).");
    }
}
