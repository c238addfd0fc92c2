package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * The log-density of data under a flow, by the instantaneous change of variables: along a solution of dx/dt = v(t, x),
 * d/dt log p_t(x_t) = -div v(t, x_t), so that
 *
 * <pre>
 *   log p1(x1) = log p0(x0) - integral from 0 to 1 of div v(t, x_t) dt
 * </pre>
 *
 * <p>where x0 is reached from x1 backward in time. State and integral are solved together, as one state of length d + 1.
 *
 * @param solver solves the augmented equation
 * @param grid the times from source to data; it is run backward
 * @param divergence exact, or an estimator
 */
public record LogLikelihood(OdeSolver solver, TimeGrid grid, Divergence divergence) {
    /**
     * The log-density.
     *
     * @param field the velocity
     * @param sourceLogDensity log p0, from [..., n, d] to [..., n]
     * @param x1 the data, [..., n, d]
     * @return log p1(x1), [..., n]
     * @throws OdeException if the solve fails
     */
    public Tensor of(VelocityField field, UnaryOperator<Tensor> sourceLogDensity, Tensor x1) {
        int d = x1.shape().dim(-1);
        VelocityField augmented = (t, state) -> {
            Divergence.Both both = divergence.of(field, t, Ops.slice(state, -1, 0, d));
            Tensor rate = both.divergence();
            return Ops.concat(both.velocity(), Ops.insertAxes(rate, rate.shape().rank(), 1), -1);
        };
        Tensor start = solver.solve(augmented, Ops.pad(x1, -1, 0, 1), grid.reversed());
        Shape rows = x1.shape().leading(1);
        return Ops.add(
                sourceLogDensity.apply(Ops.slice(start, -1, 0, d)), Ops.reshape(Ops.slice(start, -1, d, 1), rows));
    }

    /**
     * The log-density of the standard Gaussian, log N(x | 0, I).
     *
     * @param x [..., n, d]
     * @return [..., n]
     */
    public static Tensor standardNormal(Tensor x) {
        return Ops.shift(
                Ops.scale(Ops.sum(Ops.multiply(x, x), 1), -0.5),
                NormalLogDensity.atZero(x.shape().dim(-1)));
    }

    /**
     * The log-density of a Gaussian, log N(x | mean, covariance).
     *
     * @param mean [d]
     * @param covariance [d, d], positive definite
     * @return the function from [..., n, d] to [..., n]
     * @throws NotPositiveDefiniteException if the covariance is not symmetric and positive definite
     */
    public static UnaryOperator<Tensor> gaussian(Tensor mean, Tensor covariance) {
        Covariances.requireSymmetric("covariance", covariance);
        Covariances.requirePositiveDefinite("covariance", covariance);
        Tensor inverseFactor = Ops.triangularInverse(Ops.cholesky(covariance));
        Tensor logRoot = Ops.sum(Ops.log(Ops.diagonal(inverseFactor)), 1);
        double constant = NormalLogDensity.atZero(mean.shape().dim(-1));
        return x -> {
            Tensor z = Ops.matmul(Ops.subtract(x, mean), Ops.transpose(inverseFactor));
            return Ops.add(Ops.shift(logRoot, constant), Ops.scale(Ops.sum(Ops.multiply(z, z), 1), -0.5));
        };
    }
}
