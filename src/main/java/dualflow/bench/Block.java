package dualflow.bench;

import dualflow.device.Rates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Some rounds in turn, between two measurements of what the device does at best.
 *
 * @param before measured right before
 * @param after measured right after
 * @param times milliseconds of each round, by the names of the tasks
 */
record Block(Rates before, Rates after, Map<String, double[]> times) {
    /**
     * The blocks during which the device's speed was one and the same: of all sets in which no two measurements, before or after whichever
     * block, differ by more than a drift, the largest; of several the one with the most fma a second. Times have no say in it.
     *
     * @param blocks any number
     * @param drift by how much the larger rate may exceed the smaller one, relative to it
     * @return some of the blocks, in their order
     */
    static List<Block> alike(List<Block> blocks, double drift) {
        List<Rates> rates = blocks.stream()
                .flatMap(block -> Stream.of(block.before, block.after))
                .toList();
        List<Block> largest = List.of();
        // The slowest measurement of such a set is the slowest of each rate: all its combinations are tried.
        for (double flops : descending(rates, Rates::flops)) {
            for (double copy : descending(rates, Rates::copy)) {
                for (double triad : descending(rates, Rates::triad)) {
                    Rates least = new Rates(flops, copy, triad);
                    List<Block> found = new ArrayList<>(blocks);
                    found.removeIf(
                            block -> !block.before.isWithin(least, drift) || !block.after.isWithin(least, drift));
                    largest = found.size() > largest.size() ? found : largest;
                }
            }
        }
        return largest;
    }

    private static List<Double> descending(List<Rates> rates, ToDoubleFunction<Rates> rate) {
        return rates.stream()
                .map(rate::applyAsDouble)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
