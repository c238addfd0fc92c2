package dualflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;

/**
 * How much time the cases of a run may take, each in turn, and how many rounds fit into it. The time of a run is divided by
 * estimates before it begins, and what a case leaves over goes to later ones. Rounds are planned once one of them has been measured.
 */
public final class TimePlan {
    /** The most that a run takes, unless the requested number of rounds must be run for named cases. */
    static final double MOST_SECONDS = 20 * 60;

    private static final double KEPT_BACK = 60; // of these, for what cannot be interrupted
    private static final int USUAL_ROUNDS = 15;
    private static final int LEAST_ROUNDS = 3;
    private static final double SLACK = 2; // by which a run may take longer than on a steady machine
    private static final double MORE_SLACK = 30;

    /**
     * A case that is to be run.
     *
     * @param name of the case
     * @param cost on the reference machine
     */
    record Item(String name, CaseTime cost) {}

    private final List<Item> items;
    private final int wanted;
    private final boolean obeyed;
    private final double start;
    private final double pace;
    private final DoubleSupplier clock;
    private final double limit;
    private int current = -1;
    private double until;
    private double prepareUntil;
    private double measured; // seconds for the current case's rounds

    /**
     * A plan, to be made when the run begins.
     *
     * @param items the cases, in their order
     * @param rounds the requested number
     * @param named whether the cases are named, so that the requested rounds are run however long that takes
     * @param start seconds until all processes have started, on the reference machine
     * @param pace how many times as long everything takes here
     * @param clock seconds since the run began
     */
    TimePlan(List<Item> items, OptionalInt rounds, boolean named, double start, double pace, DoubleSupplier clock) {
        this.items = List.copyOf(items);
        this.wanted = rounds.orElse(USUAL_ROUNDS);
        this.obeyed = rounds.isPresent() && named;
        this.start = start;
        this.pace = pace;
        this.clock = clock;
        double slack = SLACK * estimate() + MORE_SLACK;
        this.limit = obeyed ? slack : Math.min(MOST_SECONDS, slack);
    }

    /**
     * The plan for groups of cases, on this machine in its current state; the run begins.
     *
     * @param groups some of {@link PeerComparison#groups}
     * @param peers whether PyTorch and JAX run too
     * @param rounds the requested number
     * @param named whether the groups are named, so that the requested rounds are run however long that takes
     * @return the plan
     */
    public static TimePlan of(List<String> groups, boolean peers, OptionalInt rounds, boolean named) {
        long begin = System.nanoTime();
        List<Item> items = new ArrayList<>();
        for (String group : groups) {
            CaseTime cost = CaseTime.of(group, peers);
            Match.of(group).forEach(match -> items.add(new Item(match.name(), cost)));
            if (Match.of(group).isEmpty()) {
                items.add(new Item(group, cost));
            }
        }
        return new TimePlan(
                items, rounds, named, CaseTime.start(peers), Pace.measure(), () -> (System.nanoTime() - begin) / 1e9);
    }

    /** The time on the run's clock at which the current case should end, in seconds. */
    double until() {
        return until;
    }

    /** Whether the requested rounds are run however long that takes. */
    boolean isObeyed() {
        return obeyed;
    }

    /** The number of rounds that each case should have. */
    int wanted() {
        return wanted;
    }

    /** Seconds since the run began. */
    double now() {
        return clock.getAsDouble();
    }

    private double estimate() {
        return pace * start + after(-1);
    }

    private double after(int index) {
        return items.subList(index + 1, items.size()).stream()
                .mapToDouble(this::estimate)
                .sum();
    }

    private double estimate(Item item) {
        return pace * item.cost().prepare() + rounds(item);
    }

    private double rounds(Item item) {
        return CaseTime.rounds(wanted, pace * item.cost().round(), CaseTime.CALIBRATION);
    }

    /**
     * What will be run and how long that takes.
     *
     * @return a sentence
     */
    public String announcement() {
        String cases = items.size() == 1 ? "1 case" : items.size() + " cases";
        String each = items.size() == 1 ? "" : " each";
        String rounds = wanted == 1 ? "1 round" : wanted + " rounds";
        if (estimate() > limit) {
            return String.format(
                    Locale.ROOT, "%s of up to %s%s, as many as fit: %s at most.", cases, rounds, each, duration(limit));
        }
        return String.format(
                Locale.ROOT,
                "%s of %s%s: about %s on a steady machine, %s at most.",
                cases,
                rounds,
                each,
                duration(estimate()),
                duration(limit));
    }

    /** Begins the next case; false where no time is left for it. */
    boolean begin() {
        current++;
        Item item = items.get(current);
        double estimate = estimate(item);
        double left = limit - (obeyed ? 0 : Math.min(KEPT_BACK, limit / 10)) - now();
        if (!obeyed && left <= 0) {
            return false;
        }
        double share = Math.max(0, left) * estimate / (estimate + after(current));
        until = now() + share;
        prepareUntil = now() + share * pace * item.cost().prepare() / estimate;
        return true;
    }

    /** Seconds that are left to prepare a peer, where more are to follow it. */
    double preparing(int peersToCome) {
        return Math.max(0, prepareUntil - now()) / (1 + peersToCome);
    }

    /**
     * The number of rounds of the current case, after its preparation.
     *
     * @param round seconds of one
     * @param calibration seconds of a measurement of the device
     */
    RoundPlan rounds(double round, double calibration) {
        int count = wanted;
        if (!obeyed) {
            while (count > Math.min(LEAST_ROUNDS, wanted)
                    && CaseTime.rounds(count, round, calibration) > until - now()) {
                count--;
            }
        }
        measured = CaseTime.rounds(count, round, calibration);
        return new RoundPlan(count, obeyed ? count : Math.min(LEAST_ROUNDS, wanted), until);
    }

    /** What is being run, and how long it and all that is left will take. */
    String progress(RoundPlan plan, double round) {
        double left = measured + after(current);
        boolean late = obeyed && now() + left > limit;
        double most = obeyed ? Math.max(left, limit - now()) : Math.max(0, limit - now());
        return String.format(
                Locale.ROOT,
                "  case %d of %d: %d rounds of %.2f s%s, about %s, %s at most; until the end of all %s, %s at most%s.",
                current + 1,
                items.size(),
                plan.wanted(),
                round,
                plan.wanted() < wanted ? ", fewer as the time is short" : "",
                duration(measured),
                duration(Math.max(measured, until - now())),
                duration(Math.min(left, most)),
                duration(most),
                late ? ", which is longer than was announced" : "");
    }

    /** A duration in readable form, rounded up. */
    static String duration(double seconds) {
        if (seconds <= 100) {
            return (int) Math.ceil(seconds) + " s";
        }
        return (int) Math.ceil(seconds / 60) + " min";
    }
}
