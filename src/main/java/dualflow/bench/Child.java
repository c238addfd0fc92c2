package dualflow.bench;

import dualflow.tensor.DeviceException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that answers line by line, words separated by tabs; its error stream goes where ours goes. Except while it answers it is
 * suspended, where that is possible, with all processes that it has started.
 */
final class Child implements AutoCloseable {
    private final String name;
    private final Process process;
    private final StopSignal signal;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    /** A child's sentence that it cannot do something. */
    static final class Refusal extends DeviceException {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }

    /**
     * Starts a process and waits until it is ready.
     *
     * @throws Refusal if it cannot be started, or says that it cannot work
     */
    Child(String name, List<String> command) {
        this(name, new ProcessBuilder(command));
    }

    /** A process with its own environment. */
    Child(String name, ProcessBuilder builder) {
        this.name = name;
        try {
            process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new Refusal(name + " cannot be started: " + e.getMessage());
        }
        signal = new StopSignal(process.toHandle());
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            understand(answers.readLine());
        } catch (IOException e) {
            throw new Refusal(name + " cannot be read from: " + e.getMessage());
        }
        signal.stop();
    }

    /**
     * Asks and waits for the answer.
     *
     * @return the words after the first
     * @throws Refusal if the answer is that it cannot be done, or there is none
     */
    List<String> ask(String command, List<String> words) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(words);
        signal.go();
        try {
            commands.write(String.join("\t", all));
            commands.newLine();
            commands.flush();
            return understand(answers.readLine());
        } catch (IOException e) {
            throw new Refusal(name + " ended at the command " + command + ": " + e.getMessage());
        } finally {
            signal.stop();
        }
    }

    List<String> ask(String command, String... words) {
        return ask(command, List.of(words));
    }

    private List<String> understand(String line) {
        if (line == null) {
            throw new Refusal(name + " ended without an answer");
        }
        List<String> words = List.of(line.split("\t", -1));
        if (words.get(0).equals("failed")) {
            throw new Refusal(name + ": " + String.join(" ", words.subList(1, words.size())));
        }
        return words.subList(1, words.size());
    }

    String name() {
        return name;
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Closes the pipe, on which the process ends; one that does not end within seconds is killed. */
    @Override
    public void close() {
        signal.go();
        try {
            commands.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                end();
            }
        } catch (IOException e) {
            end();
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
        }
    }
}
