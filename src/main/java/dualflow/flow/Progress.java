package dualflow.flow;

import dualflow.tensor.Tensor;

/** Is told of every step that a solve takes, to show how far it is or to look at the states on the way. */
@FunctionalInterface
public interface Progress {
    /** Looks away. */
    Progress NONE = (step, t, done, x) -> {};

    /**
     * A step was taken.
     *
     * @param step how many steps so far, from 1
     * @param t the time reached
     * @param done the part of the solve that is done, from 0 to 1
     * @param x the state there, to be used during this call only, unless it is kept by
     *     {@link OdeSolver#trajectory}
     */
    void step(int step, double t, double done, Tensor x);
}
