package dualflow.semantics;

import dualflow.tensor.DType;
import dualflow.tensor.Device;

/**
 * How formulas are evaluated.
 *
 * @param device where
 * @param dtype the format
 * @param resolution of flows, integrals and quadratures: 0 coarse, 1 fine
 * @param rounding what is watched of rounding
 * @param seed of the moves, where every operation is moved
 */
public record Mode(Device device, DType dtype, int resolution, Rounding rounding, int seed) {
    /** What is watched of rounding. */
    public enum Rounding {
        /** Nothing: values alone. */
        NONE,
        /** The magnitude beside the values. */
        MAGNITUDE,
        /** The result of every operation is moved by -1, 0 or 1 unit in the last place. */
        SHAKEN
    }
}
