package dualflow.flow;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * A velocity v(t, x), the right-hand side of dx/dt = v(t, x). Time t = 0 is the source, t = 1 the data. A field is a pure program, so a
 * JVP in x, in t or in parameters is the same call, {@link dualflow.autodiff.Autodiff#jvp}.
 *
 * <p>The trailing axes of a state x are those of one sample, the leading axes those of samples and batches; for the fields of this
 * package it is [..., n, d], whose rows are the samples.
 */
@FunctionalInterface
public interface VelocityField {
    /**
     * The velocity.
     *
     * @param t the time: [], one time for all, or one for each sample, of a shape that broadcasts to x's and has length 1 along
     *     the axes of a sample ([..., n, 1] for rows)
     * @param x the state
     * @return v(t, x), of x's shape
     */
    Tensor velocity(Tensor t, Tensor x);

    /**
     * The same motion from time a to time b, told in times from 0 to 1: so a solve from 0 to 1 is differentiable in its first and last time.
     *
     * @param a the time at 0, []
     * @param b the time at 1, []
     * @return s, x to (b - a) v(a + (b - a) s, x)
     */
    default VelocityField between(Tensor a, Tensor b) {
        Tensor length = Ops.subtract(b, a);
        return (s, x) -> Ops.multiply(length, velocity(Ops.add(a, Ops.multiply(length, s)), x));
    }

    /**
     * The variational equation, which moves a state and a tangent as one state: step control then sees both. In a {@code jvp} of a solve it sees
     * the state alone, so that the state's bits are those of a solve without tangents; where a tangent varies faster than its state, its error is
     * then not controlled.
     *
     * @return the field of states [2, ...], x and y: (v(t, x), (dv/dx) y)
     */
    default VelocityField variational() {
        return (t, both) -> {
            int rank = both.shape().rank();
            Shape shape = both.shape().trailing(rank - 1);
            Tensor x = Ops.reshape(Ops.slice(both, -rank, 0, 1), shape);
            Tensor y = Ops.reshape(Ops.slice(both, -rank, 1, 1), shape);
            Dual v = Autodiff.jvp(each -> velocity(t, each), x, y);
            Shape row = shape.withFirst(1);
            return Ops.concat(Ops.reshape(v.primal(), row), Ops.reshape(v.tangent(), row), -rank);
        };
    }
}
