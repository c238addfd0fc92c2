package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** E[J J^T] bounds the covariance from above and need not equal it. */
final class SecondMomentBoundsCovariance implements Claim {
    @Override
    public String id() {
        return "second-moment-is-covariance";
    }

    @Override
    public String statement() {
        return "Aggregated over samples, the JVPs' second moment gives the covariance of what the flow generates.";
    }

    @Override
    public Source source() {
        return Source.paper("sections 5.3 and 6.3, as the estimator is used");
    }

    @Override
    public Outcome check(Setting setting) {
        // f(z) = z^2 with z ~ N(0, 1): Cov f = 2. Three Gauss-Hermite nodes integrate its derivative's square exactly.
        Tensor nodes = setting.vector(-Math.sqrt(3), 0, Math.sqrt(3));
        double[] weights = {1.0 / 6, 2.0 / 3, 1.0 / 6};
        Dual dual = Autodiff.jvp(x -> Ops.multiply(x, x), nodes, setting.vector(1, 1, 1));
        double[] f = dual.primal().value().toDoubles();
        double[] derivative = dual.tangent().value().toDoubles();
        double mean = 0;
        double square = 0;
        double secondMoment = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * f[i];
            square += weights[i] * f[i] * f[i];
            secondMoment += weights[i] * derivative[i] * derivative[i];
        }
        double covariance = square - mean * mean;
        double asPrinted = Math.abs(secondMoment - covariance) / covariance;
        // Gaussian Poincare inequality: Cov f <= E[J J^T]; the error is the amount by which it is violated.
        double error = Math.max(0, covariance - secondMoment);
        return Outcome.corrected(
                asPrinted,
                error,
                setting.tolerance(1e-14, 1e-5),
                "The second moment bounds the covariance from above (Gaussian Poincare inequality) and equals it for affine"
                        + " maps; for f(z) = z^2 it is 4 where the variance is 2.");
    }
}
