package dualflow.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ours and the peers, each in a process of its own. */
final class Processes implements AutoCloseable {
    static final String TORCH = "torch";

    private final Map<String, Child> children = new LinkedHashMap<>();
    /** A separate process for each PyTorch task that may be compiled: a failed compilation can break its derivatives from then on. */
    private final Map<String, Child> torchTasks = new LinkedHashMap<>();

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Optional<Path> python;
    private final Path scripts;
    private final Thread atExit = new Thread(this::endAll);
    private volatile boolean ending;

    /**
     * Starts the processes.
     *
     * @param device the name of the device on which ours computes
     * @param python an interpreter with PyTorch and JAX, or nothing: there are no peers then
     * @param scripts the folder of {@code peer.py}
     * @param say takes a message for each peer that cannot be started
     */
    Processes(String device, Optional<Path> python, Path scripts, Consumer<String> say) {
        this.python = python;
        this.scripts = scripts;
        Runtime.getRuntime().addShutdownHook(atExit); // a suspended process does not notice that its pipe is closed
        try {
            start(Match.OURS, ours(device));
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

    private static ProcessBuilder ours(String device) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-XX:+UseParallelGC"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Server.class.getName(), device));
        return new ProcessBuilder(command);
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

    /** Versions, device and threads, text by key. */
    Map<String, String> environment() {
        return environment;
    }

    boolean has(String name) {
        return children.containsKey(name);
    }

    Child ours() {
        return children.get(Match.OURS);
    }

    /** The process that computes a task. */
    Child of(Match match, String id) {
        return torchTasks.containsKey(id)
                ? torchTasks.get(id)
                : children.get(match.tasks().get(id).child());
    }

    Child named(String name) {
        return children.get(name);
    }

    /** Gives a PyTorch task a process of its own. */
    void startOwn(String id) {
        torchTasks.put(id, new Child(TORCH, peer(TORCH)));
    }

    /** Drops all tasks. */
    void forget() {
        children.values().forEach(child -> child.ask("forget"));
    }

    /** Ends the processes of single tasks. */
    void endOwn() {
        torchTasks.values().forEach(Child::close);
        torchTasks.clear();
    }

    @Override
    public void close() {
        endOwn();
        children.values().forEach(Child::close);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // It is already running.
        }
    }

    /** Whether Java is shutting down: the processes have been killed, or soon will be. */
    boolean areEnding() {
        return ending;
    }

    private void endAll() {
        ending = true;
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
