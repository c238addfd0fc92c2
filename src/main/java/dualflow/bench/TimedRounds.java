package dualflow.bench;

import java.util.List;

/**
 * The rounds of a case that count.
 *
 * @param blocks with their rounds, at least one
 * @param steady whether the device's own best was the same up to {@link ModelFigures#LARGEST_DRIFT} about all of them
 * @param tried how many rounds were run, with those that do not count
 */
record TimedRounds(List<Block> blocks, boolean steady, int tried) {
    TimedRounds {
        blocks = List.copyOf(blocks);
    }

    int count() {
        return Block.rounds(blocks);
    }

    /** How many were run that do not count. */
    int repeated() {
        return tried - count();
    }

    /** Milliseconds of a task that is in all rounds, for each that counts. */
    double[] times(String task) {
        return blocks.stream()
                .flatMap(block -> block.rounds().stream())
                .mapToDouble(round -> round.get(task))
                .toArray();
    }

    /** What the device did at best meanwhile. */
    DeviceSpeed speed() {
        return DeviceSpeed.of(blocks);
    }
}
