package dualflow.bench;

import dualflow.device.calibration.Rates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One comparison: ours and a peer on the same data, in turn, round by round.
 *
 * @param name what was computed
 * @param peer the peer and its method, or empty where there is none
 * @param way the layout and mode in which the peer was fastest
 * @param ours milliseconds of each round
 * @param theirs milliseconds of each round, equally many; empty where there is no peer
 * @param error of ours against float64, primal and tangent
 * @param peerError the peer's
 * @param flops multiplications and additions, where the share of the peak is reported; else 0
 * @param allocatedBytes what ours allocated from the driver or from Java in all timed rounds, after a warm-up
 * @param conditions under which it was measured
 */
record ComparisonRow(
        String name,
        String peer,
        String way,
        double[] ours,
        double[] theirs,
        Deviation error,
        Deviation peerError,
        double flops,
        long allocatedBytes,
        Conditions conditions) {
    /** The largest error at which a result still counts as that of the same computation, in any format. */
    static final double LARGEST_ERROR = 0.01;

    /** Relative maximum errors, where there is something to compare, and the largest of a result that is not wrong. */
    record Deviation(OptionalDouble primal, OptionalDouble tangent, double largest) {
        /** Of a result that may differ by {@link #LARGEST_ERROR}. */
        Deviation(OptionalDouble primal, OptionalDouble tangent) {
            this(primal, tangent, LARGEST_ERROR);
        }

        /** The same, of a result that may differ by so much. */
        Deviation upTo(double error) {
            return new Deviation(primal, tangent, error);
        }

        static final Deviation NONE = new Deviation(OptionalDouble.empty(), OptionalDouble.empty());

        /** For a result whose shapes differ from the reference's. */
        static final Deviation OTHER_SHAPE =
                new Deviation(OptionalDouble.of(Double.POSITIVE_INFINITY), OptionalDouble.empty());

        private boolean isWrong() {
            return isWrong(primal) || isWrong(tangent);
        }

        private boolean isWrong(OptionalDouble error) {
            return error.isPresent() && !(error.getAsDouble() <= largest);
        }
    }

    /**
     * The conditions under which rounds were run.
     *
     * @param speed the device's peak rates meanwhile; nothing where they were not measured
     * @param steady whether they were the same around all rounds that are reported
     * @param wanted the number of rounds that should be reported
     * @param repeated the number of rounds run besides those that are reported
     */
    record Conditions(Optional<DeviceSpeed> speed, boolean steady, int wanted, int repeated) {}

    /** A case that was not run, for lack of time. */
    static ComparisonRow leftOut(String name, int wanted) {
        Conditions none = new Conditions(Optional.empty(), true, wanted, 0);
        return new ComparisonRow(
                name, "", "", new double[0], new double[0], Deviation.NONE, Deviation.NONE, 0, 0, none);
    }

    /** Milliseconds of ours. */
    Spread oursMs() {
        return Spread.of(ours);
    }

    /** Milliseconds of the peer. */
    Spread peerMs() {
        return Spread.of(theirs);
    }

    boolean hasPeer() {
        return theirs.length > 0;
    }

    /** The rounds' ratios, peer over ours, above 1 where ours is faster. */
    Spread ratio() {
        return Spread.ofRatios(theirs, ours);
    }

    /** The share that ours reaches of the highest peak that was measured around the rounds. */
    OptionalDouble shareOfPeak() {
        return flops == 0 || conditions.speed().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(flops
                        / (oursMs().median() / 1e3)
                        / conditions.speed().orElseThrow().most().flops());
    }

    /** Why its times cannot be compared: ours or the peer computed something else. Variations of the device's speed are not such a reason. */
    Optional<String> voidReason() {
        if (error.isWrong()) {
            return Optional.of("our result is wrong");
        }
        return peerError.isWrong() ? Optional.of("the peer's result is wrong") : Optional.empty();
    }

    boolean isVoid() {
        return voidReason().isPresent();
    }

    /**
     * All of it as plain values.
     *
     * @param environment the environment of the run
     */
    Map<String, Object> fields(Map<String, String> environment) {
        boolean times = !isVoid() && ours.length > 0;
        boolean both = times && hasPeer();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("case", name);
        fields.put("peer", peer.isEmpty() ? null : peer);
        fields.put("oursMs", times ? oursMs().median() : null);
        fields.put("oursMsLow", times ? oursMs().low() : null);
        fields.put("oursMsHigh", times ? oursMs().high() : null);
        fields.put("peerMs", both ? peerMs().median() : null);
        fields.put("peerMsLow", both ? peerMs().low() : null);
        fields.put("peerMsHigh", both ? peerMs().high() : null);
        fields.put("ratioMedian", both ? ratio().median() : null);
        fields.put("ratioLow", both ? ratio().low() : null);
        fields.put("ratioHigh", both ? ratio().high() : null);
        fields.put("errorPrimal", number(error.primal()));
        fields.put("errorTangent", number(error.tangent()));
        fields.put("peakBefore", rates(this, DeviceSpeed::before));
        fields.put("peakAfter", rates(this, DeviceSpeed::after));
        fields.put("peakLeast", rates(this, DeviceSpeed::least));
        fields.put("peakMost", rates(this, DeviceSpeed::most));
        fields.put("steady", conditions.steady());
        fields.put("drift", conditions.speed().map(DeviceSpeed::drift).orElse(null));
        fields.put("swing", conditions.speed().map(DeviceSpeed::swing).orElse(null));
        fields.put("void", isVoid());
        fields.put("voidReason", voidReason().orElse(null));
        fields.put("rounds", ours.length);
        fields.put("roundsWanted", conditions.wanted());
        fields.put("repeatedRounds", conditions.repeated());
        fields.put("peerWay", way.isEmpty() ? null : way);
        fields.put("peerErrorPrimal", number(peerError.primal()));
        fields.put("peerErrorTangent", number(peerError.tangent()));
        fields.put("shareOfPeak", times ? number(shareOfPeak()) : null);
        fields.put("allocatedBytes", allocatedBytes);
        fields.put("environment", environment);
        return fields;
    }

    private static Object rates(ComparisonRow row, Function<DeviceSpeed, Rates> which) {
        return row.conditions().speed().map(which).map(ModelFigures::fields).orElse(null);
    }

    /** The geometric means of ratios over cases, as a separate row; void where one of them is, and steady where all are. */
    static Map<String, Object> geometricMean(
            String name, String peer, List<ComparisonRow> rows, Map<String, String> environment) {
        boolean isVoid = rows.stream().anyMatch(ComparisonRow::isVoid);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("case", name);
        fields.put("peer", peer);
        fields.put("oursMs", null);
        fields.put("peerMs", null);
        fields.put("ratioMedian", isVoid ? null : mean(rows, row -> row.ratio().median()));
        fields.put("ratioLow", isVoid ? null : mean(rows, row -> row.ratio().low()));
        fields.put("ratioHigh", isVoid ? null : mean(rows, row -> row.ratio().high()));
        fields.put("errorPrimal", largest(rows));
        fields.put("errorTangent", null);
        fields.put("peakBefore", rates(rows.get(0), DeviceSpeed::before));
        fields.put("peakAfter", rates(rows.get(rows.size() - 1), DeviceSpeed::after));
        fields.put("steady", rows.stream().allMatch(row -> row.conditions().steady()));
        fields.put("void", isVoid);
        fields.put("voidReason", isVoid ? "one of the cases is" : null);
        fields.put("cases", rows.size());
        fields.put("environment", environment);
        return fields;
    }

    private static Object largest(List<ComparisonRow> rows) {
        OptionalDouble largest = rows.stream()
                .flatMapToDouble(row -> row.error().primal().stream())
                .max();
        return number(largest);
    }

    private static double mean(List<ComparisonRow> rows, ToDoubleFunction<ComparisonRow> value) {
        return StrictMath.exp(rows.stream()
                .mapToDouble(row -> StrictMath.log(value.applyAsDouble(row)))
                .average()
                .orElse(Double.NaN));
    }

    private static Object number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
