package dualflow.train;

import dualflow.nn.Parameters;
import dualflow.op.Ops;

/**
 * The exponential moving average of parameters, a := a + (1 - decay) (p - a). It begins with the parameters themselves.
 *
 * @param decay the decay rate of the average, at least 0 and below 1
 */
public record MovingAverage(double decay) {
    /**
     * Checks the component.
     *
     * @param decay the decay rate of the average, at least 0 and below 1
     * @throws IllegalArgumentException if it is out of range, since with 1 the average would never leave the first parameters
     */
    public MovingAverage {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("the decay of a moving average is at least 0 and below 1, got " + decay
                    + (decay == 1 ? ", with which it would stay at the first parameters" : ""));
        }
    }

    /**
     * The next average.
     *
     * @param average the previous average
     * @param parameters the current parameters
     * @return the average; the arguments are not modified
     */
    public Parameters next(Parameters average, Parameters parameters) {
        return average.combine(parameters, (a, p) -> Ops.add(a, Ops.scale(Ops.subtract(p, a), 1 - decay)));
    }
}
