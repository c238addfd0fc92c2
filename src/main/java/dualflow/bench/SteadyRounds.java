package dualflow.bench;

import dualflow.device.calibration.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Runs rounds in short blocks, with the device measured before and after each, until enough of them lie among measurements that are all
 * alike up to {@link ModelFigures#LARGEST_DRIFT}; the others are repeated, up to a limit. Where that does not give enough, the device's
 * speed was not steady, and all rounds that were run count: ratios of times in the same round say something even then.
 */
final class SteadyRounds {
    static final double BLOCK_SECONDS = 3;
    static final int BLOCK_ROUNDS = 5;
    private static final int MOST_TIMES = 5; // as many rounds as are wanted
    private static final double EARLY_SECONDS = 60; // in which more rounds than that may be tried, if they are quick
    private static final int EARLY_BLOCKS = 50;
    private static final int MOST_WAITS = 4; // for the device to be as it was

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
     * @param plan how many, and until when
     * @param round runs one, and gives milliseconds of each task by its name
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

    /** A measurement right before a block; it would be in vain while the device is not as it was in the blocks that are alike so far. */
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
