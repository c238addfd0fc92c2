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

    /** A vector depends on others if less than this part of its length is left without them. */
    double DEPENDENT = 1e-10;

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

    /**
     * Hutch++ (R. A. Meyer et al., Hutch++: Optimal stochastic trace estimation, 2021): the trace on the range Q of J S, exactly, and Hutchinson's
     * estimate of what is left, the mean of u . (J u) over u = v - Q Q^T v. Unbiased, and exact where J's rank is at most the number of columns of S. It wins
     * where few directions carry the trace. It loses where all do, as for J = -I and little else, near t = 0 of a flow: there Rademacher probes
     * alone are exact up to the off-diagonal part, and the projected ones are no longer of equal length.
     *
     * @param sketch S, [m, ...] before x's shape
     * @param probes v, [P, ...] before x's shape, independent of S
     * @return the estimator, of 2 m + P Jacobian-vector products
     */
    static Divergence hutchPlusPlus(Tensor sketch, Tensor probes) {
        return (field, t, x) -> {
            requireProbes(sketch, x);
            requireProbes(probes, x);
            Tensor basis = orthonormal(
                    Autodiff.jvps(at -> field.velocity(t, at), x, sketch).tangent());
            Tensor rest = probes;
            for (int i = 0; i < basis.shape().dim(-basis.shape().rank()); i++) {
                rest = without(rest, member(basis, i));
            }
            Both onRange = along(field, t, x, basis);
            Tensor left = along(field, t, x, rest).divergence();
            return new Both(
                    onRange.velocity(),
                    Ops.add(
                            onRange.divergence(),
                            Ops.scale(
                                    left,
                                    1.0 / probes.shape().dim(-probes.shape().rank()))));
        };
    }

    /** Vectors [m, ..., d] made orthonormal one after the other, twice against rounding; what depends on those before becomes 0. */
    private static Tensor orthonormal(Tensor vectors) {
        Tensor basis = null;
        for (int i = 0; i < vectors.shape().dim(-vectors.shape().rank()); i++) {
            Tensor vector = member(vectors, i);
            Tensor before = square(vector);
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    vector = without(vector, member(basis, j));
                }
            }
            Tensor after = square(vector);
            Tensor independent = Ops.relu(Ops.compare(after, Ops.scale(before, DEPENDENT * DEPENDENT)));
            Tensor length = Ops.sqrt(Ops.where(independent, after, Ops.shift(Ops.zerosLike(after), 1)));
            Tensor kept = Ops.where(independent, Ops.divide(vector, length), Ops.zerosLike(vector));
            basis = basis == null ? kept : Ops.concat(basis, kept, -kept.shape().rank());
        }
        return basis;
    }

    /** Vector i of vectors, [1, ...]. */
    private static Tensor member(Tensor vectors, int i) {
        return Ops.slice(vectors, -vectors.shape().rank(), i, 1);
    }

    private static Tensor without(Tensor vectors, Tensor unit) {
        Tensor along = Ops.insertAxes(
                Ops.sum(Ops.multiply(vectors, unit), 1), vectors.shape().rank() - 1, 1);
        return Ops.subtract(vectors, Ops.multiply(along, unit));
    }

    private static Tensor square(Tensor vector) {
        return Ops.insertAxes(
                Ops.sum(Ops.multiply(vector, vector), 1), vector.shape().rank() - 1, 1);
    }

    private static void requireProbes(Tensor directions, Tensor x) {
        if (directions.shape().rank() != x.shape().rank() + 1
                || !directions.shape().trailing(x.shape().rank()).equals(x.shape())) {
            throw new ShapeException("the probes have shape " + directions.shape() + " where [P, ...] before "
                    + x.shape() + " is needed");
        }
    }

    private static Both along(VelocityField field, Tensor t, Tensor x, Tensor directions) {
        requireProbes(directions, x);
        Dual dual = Autodiff.jvps(at -> field.velocity(t, at), x, directions);
        Tensor products = Ops.sum(Ops.multiply(directions, dual.tangent()), 1);
        Shape perRow = products.shape().trailing(products.shape().rank() - 1);
        return new Both(dual.primal(), Ops.reshape(Ops.sumTo(products, perRow), perRow));
    }
}
