package dualflow.bench;

import java.util.List;

/**
 * The rounds of a case that count.
 *
 * @param blocks with their rounds, at least one
 * @param steady whether the device's peak rates agreed to within {@link ModelFigures#LARGEST_DRIFT} around all of them
 * @param tried the number of rounds that were run, including those that do not count
 */
record TimedRounds(List<Block> blocks, boolean steady, int tried) {
    TimedRounds {
        blocks = List.copyOf(blocks);
    }

    int count() {
        return Block.rounds(blocks);
    }

    /** The number of rounds that do not count. */
    int repeated() {
        return tried - count();
    }

    /** Milliseconds of a task that is in all rounds, for each round that counts. */
    double[] times(String task) {
        return blocks.stream()
                .flatMap(block -> block.rounds().stream())
                .mapToDouble(round -> round.get(task))
                .toArray();
    }

    /** The device's peak rates meanwhile. */
    DeviceSpeed speed() {
        return DeviceSpeed.of(blocks);
    }
}
