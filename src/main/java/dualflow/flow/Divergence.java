package dualflow.flow;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The divergence of a velocity, tr(dv/dx) for each row of x [..., n, d], from Jacobian-vector products: a sum of v . (J v) over
 * directions v. The field must treat rows as independent samples.
 */
@FunctionalInterface
public interface Divergence {
    /** The most directions pushed through a field at once. */
    int CHUNK = 64;

    /**
     * A velocity and its divergence, from one pass.
     *
     * @param velocity v(t, x), [..., n, d]
     * @param divergence the divergence or its estimate, [..., n]
     */
    record Both(Tensor velocity, Tensor divergence) {}

    /**
     * The velocity and its divergence.
     *
     * @param field the velocity
     * @param t the time
     * @param x the state, [..., n, d]
     * @return both
     */
    Both of(VelocityField field, Tensor t, Tensor x);

    /**
     * The exact trace, by d Jacobian-vector products along the basis.
     *
     * @return the divergence
     */
    static Divergence exact() {
        return (field, t, x) -> {
            int d = x.shape().dim(-1);
            Both sum = null;
            for (int first = 0; first < d; first += CHUNK) {
                int count = Math.min(CHUNK, d - first);
                double[] rows = new double[count * d];
                for (int i = 0; i < count; i++) {
                    rows[i * d + first + i] = 1;
                }
                Tensor basis = Ops.insertAxes(
                        x.device().tensor(x.dtype(), Shape.of(count, d), rows),
                        1,
                        x.shape().rank() - 1);
                Both part = along(field, t, x, Ops.broadcast(basis, x.shape().withFirst(count)));
                sum = sum == null ? part : new Both(sum.velocity(), Ops.add(sum.divergence(), part.divergence()));
            }
            return sum;
        };
    }

    /**
     * Hutchinson's estimator, the mean of v . (J v) over given probes with E[v v^T] = I; with Rademacher signs its variance for one probe is
     * 2 (|A|^2 - sum_i a_ii^2), A the symmetric part of J. The probes stay fixed for a whole solve.
     *
     * @param probes [P, ...] before x's shape
     * @return the estimator
     */
    static Divergence hutchinson(Tensor probes) {
        return (field, t, x) -> {
            Both sum = along(field, t, x, probes);
            return new Both(
                    sum.velocity(),
                    Ops.scale(
                            sum.divergence(),
                            1.0 / probes.shape().dim(-probes.shape().rank())));
        };
    }

    private static Both along(VelocityField field, Tensor t, Tensor x, Tensor directions) {
        if (!directions.shape().trailing(x.shape().rank()).equals(x.shape())
                || directions.shape().rank() != x.shape().rank() + 1) {
            throw new ShapeException("the probes have shape " + directions.shape() + " where [P, ...] before "
                    + x.shape() + " is needed");
        }
        Dual dual = Autodiff.jvps(at -> field.velocity(t, at), x, directions);
        Tensor products = Ops.sum(Ops.multiply(directions, dual.tangent()), 1);
        Shape perRow = products.shape().trailing(products.shape().rank() - 1);
        return new Both(dual.primal(), Ops.reshape(Ops.sumTo(products, perRow), perRow));
    }
}
