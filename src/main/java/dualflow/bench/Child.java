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

/** A process that answers line by line, words between tabs; its error stream goes where ours goes. */
final class Child implements AutoCloseable {
    private final String name;
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    /** What a child says that it cannot do, in a sentence. */
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
        this.name = name;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new Refusal(name + " cannot be started: " + e.getMessage());
        }
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            understand(answers.readLine());
        } catch (IOException e) {
            throw new Refusal(name + " cannot be heard: " + e.getMessage());
        }
    }

    /**
     * Asks and waits for the answer.
     *
     * @return the words after the first
     * @throws Refusal if the answer is that it cannot be done, or none comes
     */
    List<String> ask(String command, List<String> words) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(words);
        try {
            commands.write(String.join("\t", all));
            commands.newLine();
            commands.flush();
            return understand(answers.readLine());
        } catch (IOException e) {
            throw new Refusal(name + " ended at the command " + command + ": " + e.getMessage());
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

    /** Closes the pipe, at which the process ends; one that does not within seconds is ended. */
    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
