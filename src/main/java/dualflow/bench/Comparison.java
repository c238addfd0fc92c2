package dualflow.bench;

import dualflow.data.BadFileException;
import dualflow.data.Npy;
import dualflow.device.Rates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs ours and the peers in turn, each in a process of its own that is stopped while it stands by, and compares round by round. Before and
 * after every few rounds of a case the device's own best is measured: only rounds around which all these measurements lie within 5 % of
 * each other count, and rounds are repeated until there are enough; a case is void where repeating does not help. All that is timed is
 * compared with the same computation in float64.
 */
public final class Comparison implements AutoCloseable {
    private static final int BLOCK = 3; // rounds between two measurements of the device
    private static final int MOST_BLOCKS = 5; // tried for each that is wanted
    private static final long PAUSE_MILLISECONDS =
            300; // in which threads stop waiting actively, where they cannot be stopped

    private static final String TORCH = "torch";

    private final Map<String, Child> children = new LinkedHashMap<>();
    /** A process for each task in PyTorch that may be compiled: what it compiles in vain can break its derivatives from then on. */
    private final Map<String, Child> torchTasks = new LinkedHashMap<>();

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final int rounds;
    private final Consumer<String> say;
    private final Path folder;
    private final Optional<Path> python;
    private final Path scripts;
    private final Thread atExit = new Thread(Comparison::endAll);

    /**
     * Starts the processes.
     *
     * @param device where ours computes
     * @param python an interpreter with PyTorch and JAX, or nothing: ours then runs alone, against float64 of its own
     * @param scripts the folder of {@code peer.py}
     * @param rounds how many rounds at least, 1 or more
     * @param say takes sentences on the progress
     * @throws dualflow.device.NoSuchDeviceException if there is no such device
     */
    public Comparison(String device, Optional<Path> python, Path scripts, int rounds, Consumer<String> say) {
        this.rounds = rounds;
        this.say = say;
        this.python = python;
        this.scripts = scripts;
        try {
            folder = Files.createTempDirectory("dualflow-bench");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the cases can be made", e);
        }
        Runtime.getRuntime().addShutdownHook(atExit); // a stopped process does not see that its pipe is closed
        if (!StopSignal.isPossible()) {
            say.accept("There is no command kill here: who stands by is not stopped, only waited for.");
        }
        try {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            List<String> ours = new ArrayList<>(List.of(java, "-XX:+UseParallelGC"));
            if (Runtime.version().feature() >= 24) {
                ours.add("--enable-native-access=ALL-UNNAMED");
            }
            ours.addAll(List.of("-cp", System.getProperty("java.class.path"), Server.class.getName(), device));
            start(Match.OURS, new ProcessBuilder(ours));
            for (String peer : python.isPresent() ? List.of(TORCH, "jax") : List.<String>of()) {
                try {
                    start(peer, peer(peer));
                } catch (Child.Refusal e) {
                    say.accept(e.getMessage() + "; it is left out.");
                }
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private ProcessBuilder peer(String name) {
        ProcessBuilder peer = new ProcessBuilder(
                python.orElseThrow().toString(), scripts.resolve("peer.py").toString(), name);
        // What the launcher sets for the JVM alone.
        peer.environment()
                .computeIfPresent(
                        "LD_PRELOAD",
                        (key, files) -> Arrays.stream(files.split("[: ]"))
                                .filter(file -> !file.endsWith("/libjsig.so"))
                                .collect(Collectors.joining(":")));
        return peer;
    }

    private void start(String name, ProcessBuilder builder) {
        Child child = new Child(name, builder);
        children.put(name, child);
        for (String word : child.ask("hello")) {
            int equals = word.indexOf('=');
            environment.put(word.substring(0, equals), word.substring(equals + 1));
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

    /**
     * Versions, device and threads.
     *
     * @return text by key
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * Runs the cases of a group.
     *
     * @param group one of {@link #groups}, "start" aside
     * @return a row for each comparison, as plain values by key
     */
    public List<Map<String, Object>> run(String group) {
        List<Row> rows = new ArrayList<>();
        for (Match match : Match.of(group)) {
            rows.addAll(run(match));
        }
        List<Map<String, Object>> all = new ArrayList<>();
        rows.forEach(row -> all.add(row.fields(environment)));
        if (group.equals("conv-direct") || group.equals("winograd")) {
            rows.stream()
                    .map(Row::peer)
                    .filter(peer -> !peer.isEmpty())
                    .distinct()
                    .forEach(peer -> all.add(Row.geometricMean(
                            group + ", geometric mean",
                            peer,
                            rows.stream().filter(row -> row.peer().equals(peer)).toList(),
                            environment)));
        }
        return all;
    }

    List<Row> run(Match match) {
        try {
            return runInTurn(match);
        } finally {
            torchTasks.values().forEach(Child::close);
            torchTasks.clear();
        }
    }

    private List<Row> runInTurn(Match match) {
        say.accept(match.name() + " ...");
        Path place = folder.resolve("case");
        empty(place);
        Map<String, String> ways = prepare(match, place);
        reference(match, place);
        // Once more after all of them are there: a task that came later may have taken memory that an earlier one had
        // at first.
        match.tasks().forEach((id, entry) -> {
            if (entry.child().equals(Match.OURS)) {
                child(match, id).ask("run", id);
            }
        });
        List<Block> tried = new ArrayList<>();
        List<Block> steady = List.of();
        int wanted = (rounds + BLOCK - 1) / BLOCK;
        int size = (rounds + wanted - 1) / wanted;
        long allocated = 0;
        Rates before = calibrate();
        while (steady.size() < wanted && tried.size() < MOST_BLOCKS * wanted) {
            Map<String, double[]> times = new LinkedHashMap<>();
            allocated += runBlock(match, ways, size, times);
            Rates after = calibrate();
            tried.add(new Block(before, after, times));
            steady = Block.alike(tried, ModelFigures.LARGEST_DRIFT);
            before = after;
        }
        boolean isVoid = steady.size() < wanted;
        if (isVoid) {
            say.accept(String.format(
                    Locale.ROOT,
                    "%s is void: the device's own best was the same up to 5 %% in %d blocks of rounds out of %d, where %d are needed.",
                    match.name(),
                    steady.size(),
                    tried.size(),
                    wanted));
        }
        Map<String, Row.Deviation> errors = errors(match, ways, place);
        children.values().forEach(child -> child.ask("forget"));
        List<Row> rows = new ArrayList<>();
        for (Match.Pair pair : match.pairs()) {
            boolean peer = ways.containsKey(pair.peer());
            boolean alone = !peer && rows.stream().noneMatch(row -> row.name().equals(pair.name()));
            if (peer || (alone && pair.equals(lastOf(match, pair.name())))) {
                rows.add(new Row(
                        pair.name(),
                        peer ? pair.peer() : "",
                        peer && !match.tasks().get(pair.peer()).child().equals(Match.OURS) ? ways.get(pair.peer()) : "",
                        times(steady, pair.ours()),
                        peer ? times(steady, pair.peer()) : new double[0],
                        errors.get(pair.ours()),
                        peer ? errors.get(pair.peer()) : Row.Deviation.NONE,
                        steady.isEmpty() ? before : steady.get(0).before(),
                        steady.isEmpty()
                                ? before
                                : steady.get(steady.size() - 1).after(),
                        match.tasks().get(pair.ours()).what().flops(),
                        allocated,
                        size * (tried.size() - wanted),
                        isVoid));
            }
        }
        return rows;
    }

    /** Runs some rounds, and gives the bytes that ours asked for in them. */
    private long runBlock(Match match, Map<String, String> ways, int size, Map<String, double[]> times) {
        long allocated = 0;
        for (int round = 0; round < size; round++) {
            for (String id : List.copyOf(ways.keySet())) {
                pause();
                List<String> answer = askOrLeaveOut(match, ways, "run", id);
                if (answer.isEmpty()) {
                    continue;
                }
                times.computeIfAbsent(id, key -> new double[size])[round] = Double.parseDouble(answer.get(0));
                allocated += answer.size() > 1 ? Long.parseLong(answer.get(1)) : 0;
            }
        }
        return allocated;
    }

    private static double[] times(List<Block> blocks, String id) {
        return blocks.stream()
                .flatMapToDouble(block -> Arrays.stream(block.times().get(id)))
                .toArray();
    }

    private static Match.Pair lastOf(Match match, String name) {
        List<Match.Pair> pairs =
                match.pairs().stream().filter(pair -> pair.name().equals(name)).toList();
        return pairs.get(pairs.size() - 1);
    }

    /** Asks; a peer that refuses is left out of the case, and the answer is empty. */
    private List<String> askOrLeaveOut(Match match, Map<String, String> ways, String command, String id) {
        try {
            return child(match, id).ask(command, id);
        } catch (Child.Refusal e) {
            if (match.tasks().get(id).child().equals(Match.OURS)) {
                throw e;
            }
            ways.remove(id);
            say.accept(match.name() + " goes on without " + id + ": " + e.getMessage() + ".");
            return List.of();
        }
    }

    private Child child(Match match, String id) {
        return torchTasks.containsKey(id)
                ? torchTasks.get(id)
                : children.get(match.tasks().get(id).child());
    }

    /** Prepares the tasks; gives the way of each that can be run. Ours come first, as they write the numbers for all. */
    private Map<String, String> prepare(Match match, Path place) {
        Map<String, String> ways = new LinkedHashMap<>();
        match.tasks().forEach((id, entry) -> {
            if (!children.containsKey(entry.child())) {
                return;
            }
            List<String> words = new ArrayList<>(List.of(id));
            words.addAll(entry.what().with("folder", place.toString()).words());
            try {
                if (entry.child().equals(TORCH) && entry.what().settings().containsKey("compile")) {
                    torchTasks.put(id, new Child(TORCH, peer(TORCH)));
                }
                ways.put(id, child(match, id).ask("prepare", words).get(0));
            } catch (Child.Refusal e) {
                if (entry.child().equals(Match.OURS)) {
                    throw e;
                }
                say.accept(match.name() + " is run without " + id + ": " + e.getMessage() + ".");
            }
        });
        return ways;
    }

    private void reference(Match match, Path place) {
        Match.Entry first = match.tasks().values().iterator().next();
        List<String> words = first.what().with("folder", place.toString()).words();
        if (children.containsKey(TORCH)) {
            try {
                children.get(TORCH).ask("reference", words);
                return;
            } catch (Child.Refusal e) {
                say.accept(match.name() + " is compared with float64 of our own, as PyTorch does not give it: "
                        + e.getMessage());
            }
        }
        children.get(Match.OURS).ask("reference", words);
    }

    private Map<String, Row.Deviation> errors(Match match, Map<String, String> ways, Path place) {
        Map<String, Row.Deviation> errors = new LinkedHashMap<>();
        for (String id : List.copyOf(ways.keySet())) {
            askOrLeaveOut(match, ways, "answer", id);
            boolean single = match.tasks().get(id).what().method().equals("passes"); // no solve, so no such reference
            errors.put(
                    id,
                    single
                            ? Row.Deviation.NONE
                            : new Row.Deviation(error(place, id, "primal"), error(place, id, "tangent")));
        }
        return errors;
    }

    private static OptionalDouble error(Path place, String id, String what) {
        Path file = place.resolve(id + "." + what + ".npy");
        Path exact = place.resolve("reference." + what + ".npy");
        if (!Files.exists(file) || !Files.exists(exact)) {
            return OptionalDouble.empty();
        }
        double[] y = Npy.read(file).doubles();
        double[] reference = Npy.read(exact).doubles();
        if (y.length != reference.length) {
            throw new BadFileException(file + " has " + y.length + " numbers where the reference has "
                    + reference.length + ": the peer computes something else.");
        }
        return OptionalDouble.of(RelativeError.of(y, reference));
    }

    private Rates calibrate() {
        pause();
        List<String> rates = children.get(Match.OURS).ask("calibrate");
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

    private static void empty(Path place) {
        delete(place);
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for a case can be made", e);
        }
    }

    private static void delete(Path place) {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + place + " cannot be emptied", e);
        }
    }

    /** Ends the processes and removes what they wrote. */
    @Override
    public void close() {
        children.values().forEach(Child::close);
        delete(folder);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }

    private static void endAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
