package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** Sigma0 = W W^T and Sigma1 = W diag(lambda) W^T on rows; with K components, [K, d, d] and [K, 1, d]. */
final class Diagonalization {
    private final Tensor transposed; // W^T
    private final Tensor inverseTransposed; // W^-T
    private final Tensor lambda;
    private final boolean singularTarget;

    Diagonalization(Tensor w, Tensor inverse, Tensor lambda) {
        Covariances.requireFinite("matrix W", w);
        Covariances.requireFinite("inverse of W", inverse);
        Covariances.requireFinite("list of eigenvalues", lambda);
        this.transposed = Ops.transpose(w);
        this.inverseTransposed = Ops.transpose(inverse);
        this.lambda = lambda;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (double eigenvalue : lambda.bottom().toDoubles()) {
            if (!(eigenvalue >= 0)) {
                throw new IllegalArgumentException(
                        "an eigenvalue of the target covariance is " + eigenvalue + "; they must be at least 0");
            }
            smallest = Math.min(smallest, eigenvalue);
            largest = Math.max(largest, eigenvalue);
        }
        this.singularTarget = smallest <= roundoff(lambda) * largest;
    }

    private static double roundoff(Tensor x) {
        return x.shape().dim(-1) * x.dtype().ulp();
    }

    /** Rows (W^-1 x)^T. */
    Tensor whiten(Tensor x) {
        return Ops.matmul(x, inverseTransposed);
    }

    /** Rows (W z)^T. */
    Tensor unwhiten(Tensor z) {
        return Ops.matmul(z, transposed);
    }

    /** s_i = (1-t)^2 + t^2 lambda_i, so that S_t = W diag(s) W^T. */
    Tensor variances(Tensor t) {
        return variances(t, lambda, singularTarget);
    }

    /** (1-t)^2 + t^2 lambda; where some lambda is 0, checked not to be. */
    static Tensor variances(Tensor t, Tensor lambda, boolean singularTarget) {
        Tensor rest = LinearPath.oneMinus(t);
        Tensor variances = Ops.add(Ops.multiply(rest, rest), Ops.multiply(Ops.multiply(t, t), lambda));
        if (singularTarget) {
            double largest = 0;
            double smallest = Double.POSITIVE_INFINITY;
            for (double variance : variances.bottom().toDoubles()) {
                largest = Math.max(largest, variance);
                smallest = Math.min(smallest, variance);
            }
            if (!(smallest > roundoff(lambda) * largest)) {
                throw new NotPositiveDefiniteException(
                        "the covariance of x_t is singular to working precision, as its variances"
                                + " go from " + smallest + " to " + largest
                                + "; stop before t = 1 or add to the diagonal of the target's covariance");
            }
        }
        return variances;
    }

    /** a_i = (t lambda_i - (1-t)) / s_i. */
    Tensor rates(Tensor t) {
        return Ops.divide(Ops.subtract(Ops.multiply(t, lambda), LinearPath.oneMinus(t)), variances(t));
    }
}
