package dualflow.flow;

import dualflow.tensor.Tensor;

/** A function of time and state whose zero is of interest, as where a path leaves a region. */
@FunctionalInterface
public interface Event {
    /**
     * The function.
     *
     * @param t the time, []
     * @param x the state
     * @return g(t, x), []
     */
    Tensor of(Tensor t, Tensor x);
}
