package dualflow.bench;

import dualflow.device.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs rounds in short blocks, with the device measured before and after each, until enough of them lie among measurements that are all
 * alike up to {@link ModelFigures#LARGEST_DRIFT}; the others are repeated, up to a limit.
 */
final class SteadyRounds {
    private static final double BLOCK_SECONDS = 3;
    private static final int BLOCK_ROUNDS = 5;
    private static final int MOST_TIMES = 5; // as many rounds as are wanted
    private static final double EARLY_SECONDS = 60; // in which more rounds than that may be tried, if they are quick
    private static final int EARLY_BLOCKS = 50;
    private static final int MOST_WAITS = 4; // for the device to be as it was

    private final int wanted;
    private final Supplier<Rates> calibration;
    private final Consumer<String> say;
    private final List<Block> tried = new ArrayList<>();
    private List<Block> steady = List.of();

    /**
     * Rounds to be run.
     *
     * @param wanted how many are to count, at least 1
     * @param calibration measures the device
     * @param say takes sentences on the progress
     */
    SteadyRounds(int wanted, Supplier<Rates> calibration, Consumer<String> say) {
        this.wanted = wanted;
        this.calibration = calibration;
        this.say = say;
    }

    /**
     * Runs them.
     *
     * @param round runs one, and gives milliseconds of each task by its name
     */
    void run(Supplier<Map<String, Double>> round) {
        long begin = System.nanoTime();
        Rates last = calibration.get();
        while (!areEnough() && (Block.rounds(tried) < MOST_TIMES * wanted || isEarly(begin))) {
            Rates before = asBefore(last);
            List<Map<String, Double>> rounds = new ArrayList<>();
            long blockBegin = System.nanoTime();
            do {
                rounds.add(round.get());
            } while (rounds.size() < Math.min(BLOCK_ROUNDS, wanted - Block.rounds(steady))
                    && seconds(blockBegin) < BLOCK_SECONDS);
            last = calibration.get();
            tried.add(new Block(before, last, rounds));
            if (isDrift(before, last)) {
                say.accept(drift(rounds.size(), before, last));
            }
            steady = Block.alike(tried, ModelFigures.LARGEST_DRIFT);
        }
    }

    private boolean isEarly(long begin) {
        return seconds(begin) < EARLY_SECONDS && tried.size() < EARLY_BLOCKS;
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** A measurement right before a block; it would be in vain while the device is not as it was in the blocks that count so far. */
    private Rates asBefore(Rates last) {
        Rates now = last;
        for (int wait = 0; wait < MOST_WAITS && !isAsInSteadyBlocks(now); wait++) {
            now = calibration.get();
        }
        return now;
    }

    private boolean isAsInSteadyBlocks(Rates now) {
        return steady.stream().noneMatch(block -> isDrift(block.before(), now) || isDrift(block.after(), now));
    }

    private static boolean isDrift(Rates a, Rates b) {
        return a.drift(b) > ModelFigures.LARGEST_DRIFT;
    }

    private static String drift(int rounds, Rates before, Rates after) {
        return String.format(
                Locale.ROOT,
                "  %d rounds do not count: fma %.0f, then %.0f GFLOP/s; copy %.1f, then %.1f GB/s; triad %.1f, then %.1f GB/s",
                rounds,
                before.flops() / 1e9,
                after.flops() / 1e9,
                before.copy() / 1e9,
                after.copy() / 1e9,
                before.triad() / 1e9,
                after.triad() / 1e9);
    }

    /** Whether as many as are wanted count. */
    boolean areEnough() {
        return Block.rounds(steady) >= wanted;
    }

    /** How many count. */
    int count() {
        return Block.rounds(steady);
    }

    /** How many were run that do not count. */
    int repeated() {
        return Block.rounds(tried) - count();
    }

    /** Milliseconds of a task that is in all rounds, for each that counts. */
    double[] times(String task) {
        return steady.stream()
                .flatMap(block -> block.rounds().stream())
                .mapToDouble(round -> round.get(task))
                .toArray();
    }

    /** What the device did at best before the first round that counts; where none does, before all. */
    Rates before() {
        return steady.isEmpty() ? tried.get(0).before() : steady.get(0).before();
    }

    /** What the device did at best after the last round that counts; where none does, after all. */
    Rates after() {
        List<Block> blocks = steady.isEmpty() ? tried : steady;
        return blocks.get(blocks.size() - 1).after();
    }
}
