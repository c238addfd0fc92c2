package dualflow.bench;

import dualflow.device.Rates;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One comparison: ours and a peer on the same numbers, in turn, round by round.
 *
 * @param name what was computed
 * @param peer the peer and its method, or empty where there is none
 * @param way in which of its layouts and modes the peer was quickest
 * @param ours milliseconds of each round
 * @param theirs milliseconds of each round, as many; empty where there is no peer
 * @param error of ours against float64, primal and tangent
 * @param peerError the peer's
 * @param before what the device did at best before
 * @param after what the device did at best after
 * @param flops multiplications and additions, where the share of the peak is asked for; else 0
 * @param allocatedBytes what ours asked of the driver or of Java in all timed rounds, after a warm-up
 * @param repeatedRounds how many rounds more were run, as the device's speed drifted about some
 * @param isVoid whether it did about so many that too few are left
 */
record Row(
        String name,
        String peer,
        String way,
        double[] ours,
        double[] theirs,
        Deviation error,
        Deviation peerError,
        Rates before,
        Rates after,
        double flops,
        long allocatedBytes,
        int repeatedRounds,
        boolean isVoid) {
    /** Relative maximum errors, where there is something to compare. */
    record Deviation(OptionalDouble primal, OptionalDouble tangent) {
        static final Deviation NONE = new Deviation(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** The ratio's median and quartiles, peer over ours, above 1 where ours is faster. */
    record Ratio(double low, double median, double high) {}

    double oursMs() {
        return median(ours);
    }

    double peerMs() {
        return median(theirs);
    }

    boolean hasPeer() {
        return theirs.length > 0;
    }

    Ratio ratio() {
        double[] ratios = new double[ours.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = theirs[round] / ours[round];
        }
        Arrays.sort(ratios);
        return new Ratio(Quantiles.of(ratios, 0.25), Quantiles.of(ratios, 0.5), Quantiles.of(ratios, 0.75));
    }

    /** The share of the measured peak that ours reaches. */
    OptionalDouble shareOfPeak() {
        return flops == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(flops / (oursMs() / 1e3) / Math.max(before.flops(), after.flops()));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Quantiles.of(sorted, 0.5);
    }

    /**
     * All of it as plain values.
     *
     * @param environment of the run
     */
    Map<String, Object> fields(Map<String, String> environment) {
        boolean times = !isVoid && ours.length > 0;
        boolean both = times && hasPeer();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("case", name);
        fields.put("peer", peer.isEmpty() ? null : peer);
        fields.put("oursMs", times ? oursMs() : null);
        fields.put("peerMs", both ? peerMs() : null);
        fields.put("ratioMedian", both ? ratio().median() : null);
        fields.put("ratioLow", both ? ratio().low() : null);
        fields.put("ratioHigh", both ? ratio().high() : null);
        fields.put("errorPrimal", number(error.primal()));
        fields.put("errorTangent", number(error.tangent()));
        fields.put("peakBefore", before == null ? null : ModelFigures.fields(before));
        fields.put("peakAfter", after == null ? null : ModelFigures.fields(after));
        fields.put("void", isVoid);
        fields.put("rounds", ours.length);
        fields.put("repeatedRounds", repeatedRounds);
        fields.put("peerWay", way.isEmpty() ? null : way);
        fields.put("peerErrorPrimal", number(peerError.primal()));
        fields.put("peerErrorTangent", number(peerError.tangent()));
        fields.put("shareOfPeak", times ? number(shareOfPeak()) : null);
        fields.put("allocatedBytes", allocatedBytes);
        fields.put("environment", environment);
        return fields;
    }

    /** The geometric means of ratios over cases, as a row of its own; void where one of them is. */
    static Map<String, Object> geometricMean(
            String name, String peer, List<Row> rows, Map<String, String> environment) {
        boolean isVoid = rows.stream().anyMatch(Row::isVoid);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("case", name);
        fields.put("peer", peer);
        fields.put("oursMs", null);
        fields.put("peerMs", null);
        fields.put(
                "ratioMedian",
                isVoid
                        ? null
                        : mean(rows.stream()
                                .mapToDouble(row -> row.ratio().median())
                                .toArray()));
        fields.put(
                "ratioLow",
                isVoid
                        ? null
                        : mean(rows.stream()
                                .mapToDouble(row -> row.ratio().low())
                                .toArray()));
        fields.put(
                "ratioHigh",
                isVoid
                        ? null
                        : mean(rows.stream()
                                .mapToDouble(row -> row.ratio().high())
                                .toArray()));
        fields.put("errorPrimal", largest(rows));
        fields.put("errorTangent", null);
        fields.put("peakBefore", ModelFigures.fields(rows.get(0).before()));
        fields.put("peakAfter", ModelFigures.fields(rows.get(rows.size() - 1).after()));
        fields.put("void", isVoid);
        fields.put("cases", rows.size());
        fields.put("environment", environment);
        return fields;
    }

    private static Object largest(List<Row> rows) {
        OptionalDouble largest = rows.stream()
                .flatMapToDouble(row -> row.error().primal().stream())
                .max();
        return number(largest);
    }

    private static double mean(double[] values) {
        return StrictMath.exp(
                Arrays.stream(values).map(StrictMath::log).average().orElse(Double.NaN));
    }

    private static Object number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
