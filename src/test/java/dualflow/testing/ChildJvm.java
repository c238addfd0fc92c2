package dualflow.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a JVM of its own: for what only another environment, or a crash, would show. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    /** The result of a JVM. */
    public record Result(int exitCode, String out, String err) {}

    private ChildJvm(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a JVM with further environment variables and options. */
    public static ChildJvm start(Class<?> main, Map<String, String> environment, List<String> options, String... args)
            throws IOException {
        return startBehind(List.of(), main, environment, options, args);
    }

    /** Starts a JVM with words before its command line, such as those of a shell that sets a limit. */
    public static ChildJvm startBehind(
            List<String> words, Class<?> main, Map<String, String> environment, List<String> options, String... args)
            throws IOException {
        List<String> command = new ArrayList<>(words);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        Path out = Files.createTempFile("child", ".out");
        Path err = Files.createTempFile("child", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start(), out, err);
    }

    /** Runs a JVM to its end. */
    public static Result run(Class<?> main, Map<String, String> environment, List<String> options, String... args)
            throws IOException, InterruptedException {
        try (ChildJvm child = start(main, environment, options, args)) {
            return child.result();
        }
    }

    /** Waits for the end, but not longer than this; returns whether it came. */
    public boolean endsWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** What it has written to its error stream so far. */
    public String errSoFar() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    /** Kills it at once, as kill -9 does. */
    public Result kill() throws IOException, InterruptedException {
        process.destroyForcibly();
        return result();
    }

    /** Asks it to end, as kill does, and waits until it has ended. */
    public Result interrupt() throws IOException, InterruptedException {
        process.destroy();
        return result();
    }

    /** Waits for the end, forty minutes at most. */
    public Result result() throws IOException, InterruptedException {
        if (!process.waitFor(40, TimeUnit.MINUTES)) {
            throw new AssertionError("a child JVM does not end: " + process.info());
        }
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
