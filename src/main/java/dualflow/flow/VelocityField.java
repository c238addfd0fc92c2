package dualflow.flow;

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
}
