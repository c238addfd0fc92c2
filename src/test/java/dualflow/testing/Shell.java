package dualflow.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a command in a folder. */
public final class Shell {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** The result of a command. */
    public record Result(int exitCode, String out, String err) {}

    private Shell(Path folder) {
        this.folder = folder;
    }

    /** Runs commands in a folder. */
    public static Shell in(Path folder) {
        return new Shell(folder);
    }

    /** Sets a variable of the environment. */
    public Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs a command to its end, a minute at most. */
    public Result run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("shell", ".out");
        Path err = Files.createTempFile("shell", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end: " + String.join(" ", command));
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }
}
