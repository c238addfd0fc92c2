package dualflow.flow;

import dualflow.tensor.Tensor;

/** Is called for every step of a solve, to show its progress or to look at the intermediate states. */
@FunctionalInterface
public interface Progress {
    /** Does nothing. */
    Progress NONE = (step, t, done, x) -> {};

    /**
     * A step was taken.
     *
     * @param step the number of steps so far, from 1
     * @param t the time reached
     * @param done the fraction of the solve that is done, from 0 to 1
     * @param x the state there, to be used during this call only, unless it is kept by
     *     {@link OdeSolver#trajectory}
     */
    void step(int step, double t, double done, Tensor x);
}
