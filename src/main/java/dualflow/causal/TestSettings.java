package dualflow.causal;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.List;

/**
 * How a causal test is run.
 *
 * @param device where to compute
 * @param dtype the format of the computation
 * @param samples the number of samples, each a point with one direction
 * @param seed the seed of all draws
 * @param thresholds the half widths tau of the slab and bounds of the row norm, in units of the root mean square of (J v)_k, falling
 */
public record TestSettings(Device device, DType dtype, long samples, long seed, List<Double> thresholds) {
    /** A sweep over two decades. */
    public static final List<Double> SWEEP = List.of(3.0, 1.5, 0.7, 0.3, 0.1, 0.05, 0.02);

    /**
     * Checks the settings.
     *
     * @param device where to compute
     * @param dtype the format of the computation
     * @param samples the number of samples
     * @param seed the seed of all draws
     * @param thresholds the thresholds
     * @throws IllegalArgumentException if there are fewer than two samples, no threshold, or one that is not positive and finite
     */
    public TestSettings {
        if (samples < 2) {
            throw new IllegalArgumentException("a correlation needs two samples or more, got " + samples);
        }
        if (thresholds.isEmpty()) {
            throw new IllegalArgumentException("the sweep needs a threshold tau");
        }
        for (double tau : thresholds) {
            if (!(tau > 0) || Double.isInfinite(tau)) {
                throw new IllegalArgumentException("a threshold tau must be positive and finite, got " + tau);
            }
        }
        thresholds = List.copyOf(thresholds);
    }
}
