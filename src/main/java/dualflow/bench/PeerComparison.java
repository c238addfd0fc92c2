package dualflow.bench;

import dualflow.device.calibration.Rates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs ours and the peers in turn, each in a process of its own that is suspended while idle, and compares round by round. Before and after
 * every few rounds of a case the device's peak rates are measured: rounds are repeated until enough of them lie among measurements
 * within 5 % of each other, or the case's time is over; then all rounds that were run are reported, as unsteady. Everything that is timed
 * is compared with the same computation in float64; a case is void where a result disagrees.
 */
public final class PeerComparison implements AutoCloseable {
    private static final long PAUSE_MILLISECONDS =
            300; // in which threads stop spinning, where they cannot be suspended

    private final Processes processes;
    private final TimePlan plan;
    private final Consumer<String> say;
    private final CaseFolder folder;
    private double calibrationSeconds; // of the last task

    /**
     * Starts the processes.
     *
     * @param device the name of the device on which ours computes
     * @param python an interpreter with PyTorch and JAX, or nothing: ours then runs alone, against its own float64
     * @param scripts the folder of {@code peer.py}
     * @param plan the time for all cases that will be run
     * @param say takes progress messages
     * @throws dualflow.device.NoSuchDeviceException if there is no such device
     */
    public PeerComparison(String device, Optional<Path> python, Path scripts, TimePlan plan, Consumer<String> say) {
        this.plan = plan;
        this.say = say;
        if (!StopSignal.isPossible()) {
            say.accept(
                    "There is no shell here to suspend processes by signals: idle ones are not suspended, only waited for.");
        }
        processes = new Processes(device, python, scripts, say);
        try {
            folder = new CaseFolder();
        } catch (IOException e) {
            processes.close();
            throw new UncheckedIOException("no folder for the cases can be made", e);
        }
    }

    /**
     * The names of groups of cases.
     *
     * @return in the order in which they are run
     */
    public static List<String> groups() {
        return Match.groups();
    }

    /** {@return the groups that are run where none is named: all but the comparison of solvers, which takes long} */
    public static List<String> usualGroups() {
        return groups().stream().filter(group -> !group.equals("solvers")).toList();
    }

    /**
     * Versions, device and threads.
     *
     * @return text by key
     */
    public Map<String, String> environment() {
        return processes.environment();
    }

    /**
     * Runs the cases of a group.
     *
     * @param group one of {@link #groups}, except "start"
     * @param environment the environment of the run, text by key
     * @param finished takes the rows of each case as soon as it is finished, one for each comparison, as plain values by key
     */
    public void run(String group, Map<String, String> environment, Consumer<List<Map<String, Object>>> finished) {
        List<ComparisonRow> rows = new ArrayList<>();
        for (Match match : Match.of(group)) {
            List<ComparisonRow> ofMatch = run(match);
            rows.addAll(ofMatch);
            finished.accept(ofMatch.stream().map(row -> row.fields(environment)).toList());
        }
        if (group.equals("conv-direct") || group.equals("winograd")) {
            rows.stream()
                    .map(ComparisonRow::peer)
                    .filter(peer -> !peer.isEmpty())
                    .distinct()
                    .forEach(peer -> finished.accept(List.of(ComparisonRow.geometricMean(
                            group + ", geometric mean",
                            peer,
                            rows.stream().filter(row -> row.peer().equals(peer)).toList(),
                            environment))));
        }
    }

    List<ComparisonRow> run(Match match) {
        if (!plan.begin()) {
            say.accept(match.name() + " is left out, as the time is over.");
            return List.of(ComparisonRow.leftOut(match.name(), plan.wanted()));
        }
        try {
            return runInTurn(match);
        } finally {
            processes.endOwn();
        }
    }

    private List<ComparisonRow> runInTurn(Match match) {
        say.accept(match.name() + " ...");
        folder.clear();
        Map<String, String> ways = prepare(match);
        reference(match);
        // A warm-up round, after all are ready: a later task may have taken memory that an earlier one had at first.
        long[] allocated = {0};
        double begin = plan.now();
        round(match, ways, allocated);
        double round = plan.now() - begin;
        if (calibrationSeconds == 0) {
            calibrate(); // the first one compiles
            calibrate();
        }
        RoundPlan roundPlan = plan.rounds(round, calibrationSeconds);
        say.accept(plan.progress(roundPlan, round));
        allocated[0] = 0;
        TimedRounds timed =
                new SteadyRounds(this::calibrate, plan::now).run(roundPlan, () -> round(match, ways, allocated));
        if (!timed.steady()) {
            say.accept(String.format(
                    Locale.ROOT,
                    "  unsteady: about %d rounds the device's own best swung by %.0f %% (%s).",
                    timed.count(),
                    100 * timed.speed().drift(),
                    timed.speed().swing()));
        }
        Map<String, ComparisonRow.Deviation> errors = errors(match, ways);
        processes.forget();
        return rows(match, ways, timed, errors, allocated[0]);
    }

    private List<ComparisonRow> rows(
            Match match,
            Map<String, String> ways,
            TimedRounds timed,
            Map<String, ComparisonRow.Deviation> errors,
            long allocatedBytes) {
        ComparisonRow.Conditions conditions = new ComparisonRow.Conditions(
                Optional.of(timed.speed()), timed.steady(), plan.wanted(), timed.repeated());
        List<ComparisonRow> rows = new ArrayList<>();
        for (Match.Pair pair : match.pairs()) {
            boolean peer = ways.containsKey(pair.peer());
            boolean alone = !peer && rows.stream().noneMatch(row -> row.name().equals(pair.name()));
            if (peer || (alone && pair.equals(lastOf(match, pair.name())))) {
                rows.add(new ComparisonRow(
                        pair.name(),
                        peer ? pair.peer() : "",
                        match.way(pair, ways, peer),
                        timed.times(pair.ours()),
                        peer ? timed.times(pair.peer()) : new double[0],
                        errors.get(pair.ours()),
                        peer ? errors.get(pair.peer()) : ComparisonRow.Deviation.NONE,
                        match.tasks().get(pair.ours()).what().flops(),
                        allocatedBytes,
                        conditions));
            }
        }
        return rows;
    }

    /** Runs each task once, and adds the bytes that ours allocated meanwhile. */
    private Map<String, Double> round(Match match, Map<String, String> ways, long[] allocated) {
        Map<String, Double> times = new LinkedHashMap<>();
        for (String id : List.copyOf(ways.keySet())) {
            pause();
            List<String> answer = askOrLeaveOut(match, ways, "run", id);
            if (!answer.isEmpty()) {
                times.put(id, Double.parseDouble(answer.get(0)));
                allocated[0] += answer.size() > 1 ? Long.parseLong(answer.get(1)) : 0;
            }
        }
        return times;
    }

    private static Match.Pair lastOf(Match match, String name) {
        List<Match.Pair> pairs =
                match.pairs().stream().filter(pair -> pair.name().equals(name)).toList();
        return pairs.get(pairs.size() - 1);
    }

    /** Asks; a peer that refuses is dropped from the case, and the answer is empty. */
    private List<String> askOrLeaveOut(Match match, Map<String, String> ways, String command, String id) {
        try {
            return processes.of(match, id).ask(command, id);
        } catch (Child.Refusal e) {
            if (match.tasks().get(id).child().equals(Match.OURS) || processes.areEnding()) {
                throw e;
            }
            ways.remove(id);
            say.accept(match.name() + " continues without " + id + ": " + e.getMessage() + ".");
            return List.of();
        }
    }

    /** Prepares the tasks; returns the way of each that can be run. Ours come first, as they write the arrays for all. */
    private Map<String, String> prepare(Match match) {
        Map<String, String> ways = new LinkedHashMap<>();
        List<String> ids = match.tasks().keySet().stream()
                .filter(id -> processes.has(match.tasks().get(id).child()))
                .toList();
        for (String id : ids) {
            Match.Entry entry = match.tasks().get(id);
            Case what = entry.what()
                    .with("folder", folder.path().toString())
                    .with("seconds", Double.toString(plan.preparing(ids.size() - 1 - ids.indexOf(id))));
            List<String> words = new ArrayList<>(List.of(id));
            words.addAll(what.words());
            try {
                if (entry.child().equals(Processes.TORCH) && what.settings().containsKey("compile")) {
                    processes.startOwn(id);
                }
                List<String> answer = processes.of(match, id).ask("prepare", words);
                ways.put(id, String.join("; ", answer));
            } catch (Child.Refusal e) {
                if (entry.child().equals(Match.OURS) || processes.areEnding()) {
                    throw e;
                }
                say.accept(match.name() + " is run without " + id + ": " + e.getMessage() + ".");
            }
        }
        return ways;
    }

    private void reference(Match match) {
        Match.Entry first = match.tasks().values().iterator().next();
        List<String> words =
                first.what().with("folder", folder.path().toString()).words();
        if (processes.has(Processes.TORCH)) {
            try {
                processes.named(Processes.TORCH).ask("reference", words);
                return;
            } catch (Child.Refusal e) {
                say.accept(match.name() + " is compared with float64 of our own, as PyTorch does not give it: "
                        + e.getMessage());
            }
        }
        processes.ours().ask("reference", words);
    }

    private Map<String, ComparisonRow.Deviation> errors(Match match, Map<String, String> ways) {
        Map<String, ComparisonRow.Deviation> errors = new LinkedHashMap<>();
        for (String id : List.copyOf(ways.keySet())) {
            askOrLeaveOut(match, ways, "answer", id);
            boolean single = match.tasks().get(id).what().method().equals("passes"); // no solve, so no such reference
            ComparisonRow.Deviation deviation = single ? ComparisonRow.Deviation.NONE : folder.deviation(id, say);
            errors.put(id, deviation.upTo(match.largestError()));
        }
        return errors;
    }

    private Rates calibrate() {
        double begin = plan.now();
        pause();
        List<String> rates = processes.ours().ask("calibrate");
        calibrationSeconds = plan.now() - begin;
        return new Rates(
                Double.parseDouble(rates.get(0)), Double.parseDouble(rates.get(1)), Double.parseDouble(rates.get(2)));
    }

    private static void pause() {
        if (StopSignal.isPossible()) {
            return;
        }
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the comparison was interrupted", e);
        }
    }

    /** Ends the processes and removes what they wrote. */
    @Override
    public void close() {
        processes.close();
        folder.close();
    }
}
