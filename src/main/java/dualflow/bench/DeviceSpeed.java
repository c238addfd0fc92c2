package dualflow.bench;

import dualflow.device.calibration.Rates;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/**
 * The device's peak rates around the rounds that are reported.
 *
 * @param before the first of them
 * @param after the last of them
 * @param least the lowest value of each rate in all measurements
 * @param most the highest value of each rate in all measurements
 */
record DeviceSpeed(Rates before, Rates after, Rates least, Rates most) {
    /** From blocks in the order in which they were run, at least one. */
    static DeviceSpeed of(List<Block> blocks) {
        List<Rates> all = blocks.stream()
                .flatMap(block -> Stream.of(block.before(), block.after()))
                .toList();
        return new DeviceSpeed(all.get(0), all.get(all.size() - 1), merged(all, Math::min), merged(all, Math::max));
    }

    private static Rates merged(List<Rates> all, DoubleBinaryOperator choice) {
        return all.stream()
                .reduce((a, b) -> new Rates(
                        choice.applyAsDouble(a.flops(), b.flops()),
                        choice.applyAsDouble(a.copy(), b.copy()),
                        choice.applyAsDouble(a.triad(), b.triad())))
                .orElseThrow();
    }

    /** By how much the highest measurement of a rate exceeds the lowest, relative to it: of the rate that varied most. */
    double drift() {
        return least.drift(most);
    }

    /** The bounds of the rates that were not steady, such as "copy 72.1 to 76.9 GB/s". */
    String swing() {
        StringJoiner swing = new StringJoiner(", ");
        add(swing, "fma %.0f to %.0f GFLOP/s", least.flops(), most.flops());
        add(swing, "copy %.1f to %.1f GB/s", least.copy(), most.copy());
        add(swing, "triad %.1f to %.1f GB/s", least.triad(), most.triad());
        return swing.toString();
    }

    private static void add(StringJoiner swing, String format, double low, double high) {
        if (high / low - 1 > ModelFigures.LARGEST_DRIFT) {
            swing.add(String.format(Locale.ROOT, format, low / 1e9, high / 1e9));
        }
    }
}
