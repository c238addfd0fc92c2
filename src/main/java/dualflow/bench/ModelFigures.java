package dualflow.bench;

import dualflow.device.calibration.Rates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The performance figures of a model on a device.
 *
 * @param before the device's peak rates before
 * @param after the device's peak rates after
 * @param attempts the number of attempts until the two agreed, or the limit; these are the figures of the attempt in which they differed least
 * @param primal times of the primal
 * @param dual times of the primal with its tangents
 * @param dualOverPrimal a dual's time divided by that of the primal right before it
 * @param unrecordedPrimal times of the primal op by op, without recording
 * @param unrecordedDual times of the primal with its tangents, likewise
 * @param primalLaunches ops in a primal
 * @param dualLaunches ops in a primal with its tangents
 * @param peakBytes the most that tensors held at a time, including weights
 * @param allocatedBytes what the timed runs, all of them after a warm-up, allocated from the driver or from Java
 * @param error the relative maximum error of primal and tangents against float64, where the device supports it
 * @param ops where the time of a primal with its tangents goes
 */
public record ModelFigures(
        Rates before,
        Rates after,
        int attempts,
        Timing primal,
        Timing dual,
        Spread dualOverPrimal,
        Timing unrecordedPrimal,
        Timing unrecordedDual,
        long primalLaunches,
        long dualLaunches,
        long peakBytes,
        long allocatedBytes,
        Optional<Errors> error,
        List<OpTime> ops) {
    /** The largest drift at which the device's speed is called steady. */
    public static final double LARGEST_DRIFT = 0.05;

    /**
     * Copies the components.
     *
     * @param before the device's peak rates before
     * @param after the device's peak rates after
     * @param attempts the number of attempts
     * @param primal times of the primal
     * @param dual times of the primal with its tangents
     * @param dualOverPrimal a dual's time divided by that of the primal right before it
     * @param unrecordedPrimal times of the primal op by op
     * @param unrecordedDual times of the primal with its tangents op by op
     * @param primalLaunches ops in a primal
     * @param dualLaunches ops in a primal with its tangents
     * @param peakBytes the most that tensors held at a time
     * @param allocatedBytes what the timed runs allocated from the driver or from Java
     * @param error the relative maximum errors
     * @param ops where the time goes
     */
    public ModelFigures {
        ops = List.copyOf(ops);
    }

    /**
     * The relative maximum errors.
     *
     * @param primal of the output
     * @param tangent of the tangents
     */
    public record Errors(double primal, double tangent) {}

    /**
     * By how much the device's peak rates changed meanwhile.
     *
     * @return the largest ratio of a rate before and after, less 1
     */
    public double drift() {
        return before.drift(after);
    }

    /**
     * Whether the device's peak rates were the same before and after, so that comparing the runs with each other and with the peak is as good
     * as their spread.
     *
     * @return false if it drifted by more than {@link #LARGEST_DRIFT}
     */
    public boolean isSteady() {
        return drift() <= LARGEST_DRIFT;
    }

    /** The same figures, with this number of attempts. */
    ModelFigures afterAttempts(int number) {
        return new ModelFigures(
                before,
                after,
                number,
                primal,
                dual,
                dualOverPrimal,
                unrecordedPrimal,
                unrecordedDual,
                primalLaunches,
                dualLaunches,
                peakBytes,
                allocatedBytes,
                error,
                ops);
    }

    /**
     * The share of the measured peak that an op reaches.
     *
     * @param op one of {@link #ops}
     * @return 1 for the peak itself
     */
    public double share(OpTime op) {
        return op.gigaflops() * 1e9 / Math.max(before.flops(), after.flops());
    }

    /**
     * All figures as plain values, for JSON.
     *
     * @return values by key
     */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("steady", isSteady());
        fields.put("drift", drift());
        fields.put("attempts", attempts);
        fields.put("peakBefore", fields(before));
        fields.put("peakAfter", fields(after));
        put(fields, "primalMs", primal);
        put(fields, "dualMs", dual);
        put(fields, "dualOverPrimal", dualOverPrimal);
        put(fields, "unrecordedPrimalMs", unrecordedPrimal.spread());
        put(fields, "unrecordedDualMs", unrecordedDual.spread());
        fields.put("primalLaunches", primalLaunches);
        fields.put("dualLaunches", dualLaunches);
        fields.put("peakBytes", peakBytes);
        fields.put("allocatedBytes", allocatedBytes);
        fields.put("errorPrimal", error.map(Errors::primal).orElse(null));
        fields.put("errorTangent", error.map(Errors::tangent).orElse(null));
        fields.put("ops", ops.stream().map(this::fields).toList());
        return fields;
    }

    private static void put(Map<String, Object> fields, String key, Timing timing) {
        put(fields, key, timing.spread());
        fields.put(key.replace("Ms", "LeastMs"), timing.least());
    }

    private static void put(Map<String, Object> fields, String key, Spread spread) {
        fields.put(key, spread.median());
        fields.put(key + "Low", spread.low());
        fields.put(key + "High", spread.high());
    }

    static Map<String, Object> fields(Rates rates) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("gflops", rates.flops() / 1e9);
        fields.put("copyGBs", rates.copy() / 1e9);
        fields.put("triadGBs", rates.triad() / 1e9);
        return fields;
    }

    private Map<String, Object> fields(OpTime op) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("op", op.op());
        fields.put("launches", op.launches());
        fields.put("ms", op.milliseconds());
        fields.put("gflops", op.multiplyAdds() == 0 ? null : op.gigaflops());
        fields.put("shareOfPeak", op.multiplyAdds() == 0 ? null : share(op));
        fields.put("GBs", op.gigabytes());
        return fields;
    }
}
