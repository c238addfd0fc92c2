package dualflow.bench;

import dualflow.device.Rates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model takes on a device.
 *
 * @param before what the device did at best before
 * @param after what the device did at best after
 * @param attempts how often all was measured until the two agreed, or no more
 * @param primal times of the primal
 * @param dual times of the primal with its tangents
 * @param unrecordedPrimal times of the primal op by op, without a record of the program
 * @param unrecordedDual times of the primal with its tangents, likewise
 * @param primalLaunches ops in a primal
 * @param dualLaunches ops in a primal with its tangents
 * @param peakBytes the most that tensors held at a time, weights included
 * @param allocatedBytes what the timed runs, all of them after a warm-up, asked of the driver or of Java
 * @param error the relative maximum error of primal and tangents against float64, where the device computes in it
 * @param ops where the time of a primal with its tangents goes
 */
public record ModelFigures(
        Rates before,
        Rates after,
        int attempts,
        Timing primal,
        Timing dual,
        Timing unrecordedPrimal,
        Timing unrecordedDual,
        long primalLaunches,
        long dualLaunches,
        long peakBytes,
        long allocatedBytes,
        Optional<Errors> error,
        List<OpTime> ops) {
    /** The largest drift at which figures are not void. */
    public static final double LARGEST_DRIFT = 0.05;

    /**
     * Copies the components.
     *
     * @param before what the device did at best before
     * @param after what the device did at best after
     * @param attempts how often all was measured
     * @param primal times of the primal
     * @param dual times of the primal with its tangents
     * @param unrecordedPrimal times of the primal op by op
     * @param unrecordedDual times of the primal with its tangents op by op
     * @param primalLaunches ops in a primal
     * @param dualLaunches ops in a primal with its tangents
     * @param peakBytes the most that tensors held at a time
     * @param allocatedBytes what the timed runs asked of the driver or of Java
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
     * Whether the device changed its speed meanwhile, so that the times say nothing.
     *
     * @return true if they do not
     */
    public boolean isVoid() {
        return before.drift(after) > LARGEST_DRIFT;
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
     * All of it as plain values, for JSON.
     *
     * @return values by key; times are null where {@link #isVoid}
     */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("void", isVoid());
        fields.put("attempts", attempts);
        fields.put("peakBefore", fields(before));
        fields.put("peakAfter", fields(after));
        fields.put("primalMs", isVoid() ? null : primal.median());
        fields.put("primalLeastMs", isVoid() ? null : primal.least());
        fields.put("dualMs", isVoid() ? null : dual.median());
        fields.put("dualLeastMs", isVoid() ? null : dual.least());
        fields.put("dualOverPrimal", isVoid() ? null : dual.median() / primal.median());
        fields.put("unrecordedPrimalMs", isVoid() ? null : unrecordedPrimal.median());
        fields.put("unrecordedDualMs", isVoid() ? null : unrecordedDual.median());
        fields.put("primalLaunches", primalLaunches);
        fields.put("dualLaunches", dualLaunches);
        fields.put("peakBytes", peakBytes);
        fields.put("allocatedBytes", allocatedBytes);
        fields.put("errorPrimal", error.map(Errors::primal).orElse(null));
        fields.put("errorTangent", error.map(Errors::tangent).orElse(null));
        fields.put("ops", ops.stream().map(this::fields).toList());
        return fields;
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
        fields.put("ms", isVoid() ? null : op.milliseconds());
        fields.put("gflops", isVoid() || op.multiplyAdds() == 0 ? null : op.gigaflops());
        fields.put("shareOfPeak", isVoid() || op.multiplyAdds() == 0 ? null : share(op));
        fields.put("GBs", isVoid() ? null : op.gigabytes());
        return fields;
    }
}
