package dualflow.conformance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The trials, divided by name among the workers, and their results. */
final class Assignments {
    private final List<List<Trial>> trials;
    private final Consumer<String> progress;
    private final Map<Integer, List<TrialSummary>> rows = new TreeMap<>();
    private final Map<String, String> buildLogs = new TreeMap<>();
    private final Set<String> kernels = new TreeSet<>();
    private final Set<String> sources = new TreeSet<>();
    private int taken;

    Assignments(List<Trial> trials, Consumer<String> progress) {
        Map<String, List<Trial>> byName = new LinkedHashMap<>();
        trials.forEach(trial ->
                byName.computeIfAbsent(trial.name(), name -> new ArrayList<>()).add(trial));
        this.trials = List.copyOf(byName.values());
        this.progress = progress;
    }

    int size() {
        return trials.size();
    }

    /** The next trials, which no other worker takes; nothing when all are taken. */
    synchronized OptionalInt next() {
        if (taken == trials.size()) {
            return OptionalInt.empty();
        }
        progress.accept(trials.get(taken).get(0).name() + ", " + (taken + 1) + " of " + trials.size());
        return OptionalInt.of(taken++);
    }

    /** The trials of one name. */
    List<Trial> trials(int index) {
        return trials.get(index);
    }

    synchronized void put(int index, List<TrialSummary> found) {
        rows.put(index, List.copyOf(found));
    }

    synchronized void put(Map<String, String> logs, Set<String> launched, Set<String> built) {
        buildLogs.putAll(logs);
        kernels.addAll(launched);
        sources.addAll(built);
    }

    synchronized List<TrialSummary> rows() {
        return rows.values().stream().flatMap(Collection::stream).toList();
    }

    synchronized Map<String, String> buildLogs() {
        return new TreeMap<>(buildLogs);
    }

    synchronized List<String> kernels() {
        return List.copyOf(kernels);
    }

    /** The digest of all kernel sources. */
    synchronized String sourcesSha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            sources.forEach(source -> digest.update(source.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
