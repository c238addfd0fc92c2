package dualflow.bench;

import dualflow.device.calibration.Rates;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Consecutive rounds, between two measurements of the device's peak rates.
 *
 * @param before measured right before
 * @param after measured right after
 * @param rounds milliseconds of each task by its name, for each round
 */
record Block(Rates before, Rates after, List<Map<String, Double>> rounds) {
    Block {
        rounds = List.copyOf(rounds);
    }

    /**
     * The blocks during which the device's speed was the same: of all sets in which no two measurements, before or after any block, differ by
     * more than a drift, the one with the most rounds; of several such, the one with the most fma per second. The rounds' times are not considered.
     *
     * @param blocks any number
     * @param drift the most by which the larger rate may exceed the smaller one, relative to it
     * @return some of the blocks, in their order
     */
    static List<Block> alike(List<Block> blocks, double drift) {
        return alike(blocks, drift, List.of(Rates::flops, Rates::copy, Rates::triad));
    }

    private static List<Block> alike(List<Block> blocks, double drift, List<ToDoubleFunction<Rates>> rates) {
        if (rates.isEmpty()) {
            return blocks;
        }
        ToDoubleFunction<Rates> rate = rates.get(0);
        List<Block> largest = List.of();
        for (double least : descending(blocks, rate)) { // in such a set, some measurement is the least
            List<Block> found = blocks.stream()
                    .filter(block -> block.isWithin(rate, least, drift))
                    .toList();
            if (rounds(found) > rounds(largest)) {
                found = alike(found, drift, rates.subList(1, rates.size()));
            }
            largest = rounds(found) > rounds(largest) ? found : largest;
        }
        return largest;
    }

    private boolean isWithin(ToDoubleFunction<Rates> rate, double least, double drift) {
        double low = Math.min(rate.applyAsDouble(before), rate.applyAsDouble(after));
        double high = Math.max(rate.applyAsDouble(before), rate.applyAsDouble(after));
        return low >= least && high / least - 1 <= drift;
    }

    private static List<Double> descending(List<Block> blocks, ToDoubleFunction<Rates> rate) {
        return blocks.stream()
                .flatMap(block -> Stream.of(block.before, block.after))
                .map(rate::applyAsDouble)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** The number of rounds in all of some blocks. */
    static int rounds(List<Block> blocks) {
        return blocks.stream().mapToInt(block -> block.rounds.size()).sum();
    }
}
