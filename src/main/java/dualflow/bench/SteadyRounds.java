package dualflow.bench;

import dualflow.device.calibration.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Runs rounds in short blocks, with the device measured before and after each, until enough of them lie among measurements that all agree
 * to within {@link ModelFigures#LARGEST_DRIFT}; the others are repeated, up to a limit. Where that does not give enough, the device's
 * speed was not steady, and all rounds that were run count: ratios of times in the same round are meaningful even then.
 */
final class SteadyRounds {
    static final double BLOCK_SECONDS = 3;
    static final int BLOCK_ROUNDS = 5;
    private static final int MOST_TIMES = 5; // times the number of wanted rounds
    private static final double EARLY_SECONDS = 60; // in which more rounds than that may be tried, if they are quick
    private static final int EARLY_BLOCKS = 50;
    private static final int MOST_WAITS = 4; // for the device to recover its speed

    private final Supplier<Rates> calibration;
    private final DoubleSupplier clock;
    private final List<Block> tried = new ArrayList<>();
    private List<Block> alike = List.of();

    /**
     * Rounds to be run.
     *
     * @param calibration measures the device
     * @param clock the time in seconds
     */
    SteadyRounds(Supplier<Rates> calibration, DoubleSupplier clock) {
        this.calibration = calibration;
        this.clock = clock;
    }

    /**
     * Runs them.
     *
     * @param plan the number of rounds, and the time limit
     * @param round runs one, and returns milliseconds of each task by its name
     * @return those that count
     */
    TimedRounds run(RoundPlan plan, Supplier<Map<String, Double>> round) {
        double begin = now();
        Rates last = calibration.get();
        while (Block.rounds(alike) < plan.wanted() && mayGoOn(plan, begin)) {
            Rates before = asBefore(last, plan.until());
            List<Map<String, Double>> rounds = new ArrayList<>();
            double blockBegin = now();
            do {
                rounds.add(round.get());
            } while (rounds.size() < Math.min(BLOCK_ROUNDS, plan.wanted() - Block.rounds(alike))
                    && now() - blockBegin < BLOCK_SECONDS
                    && isTime(plan, rounds.size()));
            last = calibration.get();
            tried.add(new Block(before, last, rounds));
            alike = Block.alike(tried, ModelFigures.LARGEST_DRIFT);
        }
        boolean steady = Block.rounds(alike) >= plan.wanted() || alike.size() == tried.size();
        return new TimedRounds(steady ? alike : tried, steady, Block.rounds(tried));
    }

    private double now() {
        return clock.getAsDouble();
    }

    /** Whether another round is due, after those tried and some more. */
    private boolean isTime(RoundPlan plan, int more) {
        return now() < plan.until() || Block.rounds(tried) + more < plan.least();
    }

    private boolean mayGoOn(RoundPlan plan, double begin) {
        boolean early = now() - begin < EARLY_SECONDS && tried.size() < EARLY_BLOCKS;
        return isTime(plan, 0) && (Block.rounds(tried) < MOST_TIMES * plan.wanted() || early);
    }

    /** A measurement right before a block, which would be wasted while the device's speed differs from that of the agreeing blocks so far. */
    private Rates asBefore(Rates last, double until) {
        Rates now = last;
        for (int wait = 0; wait < MOST_WAITS && !isAsInAlikeBlocks(now) && now() < until; wait++) {
            now = calibration.get();
        }
        return now;
    }

    private boolean isAsInAlikeBlocks(Rates now) {
        return alike.stream().noneMatch(block -> isDrift(block.before(), now) || isDrift(block.after(), now));
    }

    private static boolean isDrift(Rates a, Rates b) {
        return a.drift(b) > ModelFigures.LARGEST_DRIFT;
    }
}
