package dualflow.nn;

import dualflow.tensor.Tensor;

/** A model of the velocity v(t, x) of a flow; with its parameters given it is a velocity field. */
public interface VelocityModel extends Layer {
    /**
     * The velocity.
     *
     * @param pass the parameters
     * @param t the time: [], one for all, or one for each sample, of x's rank and of length 1 along the axes of a sample
     * @param x samples, channels last
     * @return v(t, x), of x's shape
     */
    Tensor velocity(Pass pass, Tensor t, Tensor x);
}
