package dualflow.tuning;

import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Tries candidates in a process that is ended where it does not answer in time, and started again where it has ended. */
final class TrialProcess implements AutoCloseable {
    /** A process has this long to start, even if the limit of a trial is shorter. */
    private static final Duration START = Duration.ofMinutes(2);

    private static final long END_SECONDS = 10;

    private final List<String> command;
    private final Duration limit;
    private final Thread atExit = new Thread(this::end);
    private volatile Process process;
    private BlockingQueue<Optional<String>> answers;

    /**
     * Starts nothing yet.
     *
     * @param server the main class of the process
     * @param device the name of the device
     * @param limit how long a trial may take
     */
    TrialProcess(Class<? extends TrialServer> server, String device, Duration limit) {
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+SuppressFatalErrorMessage"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), server.getName(), device));
        this.limit = limit;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Tries a candidate.
     *
     * @param index the index of the case
     * @param dtype the format
     * @param candidate the candidate's index
     * @return what came of it
     * @throws DeviceException if the process cannot be started
     */
    TrialOutcome outcome(int index, DType dtype, int candidate) {
        if (process == null || !process.isAlive()) {
            start();
        }
        try {
            process.getOutputStream()
                    .write((index + "\t" + dtype.name() + "\t" + candidate + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            return crashed();
        }
        Optional<String> answer = next(limit);
        if (answer == null) {
            end();
            return TrialOutcome.of(TrialOutcome.Kind.HUNG, "did not end within " + limit.toSeconds() + " s");
        }
        return answer.map(TrialProcess::outcome).orElseGet(this::crashed);
    }

    private static TrialOutcome outcome(String line) {
        String[] words = line.split("\t", -1);
        List<Long> times = Arrays.stream(words[2].split(" "))
                .filter(word -> !word.isEmpty())
                .map(Long::valueOf)
                .toList();
        return new TrialOutcome(TrialOutcome.Kind.valueOf(words[1]), times, words[3]);
    }

    private TrialOutcome crashed() {
        end();
        return TrialOutcome.of(TrialOutcome.Kind.CRASHED, "its process ended with exit code " + process.exitValue());
    }

    private void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new DeviceException("a process to try kernels in cannot be started: " + e.getMessage(), e);
        }
        answers = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(process, answers), "trial answers");
        reader.setDaemon(true);
        reader.start();
        Optional<String> ready = next(START);
        if (ready == null || ready.isEmpty()) {
            end();
            throw new DeviceException("the device cannot be opened in a process of its own, which "
                    + (ready == null ? "did not begin within " + START.toSeconds() + " s" : "ended"));
        }
    }

    /** Takes the answers of a process, and at its end an empty one. */
    private static void read(Process from, BlockingQueue<Optional<String>> into) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(TrialServer.ANSWER + "\t")) {
                    into.add(Optional.of(line));
                }
            }
        } catch (IOException e) {
            // As at the end.
        }
        into.add(Optional.empty());
    }

    /** The next answer; empty where the process has ended, null where there is none in time. */
    private Optional<String> next(Duration within) {
        try {
            return answers.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException("interrupted while kernels were tried", e);
        }
    }

    private void end() {
        Process ending = process;
        if (ending == null) {
            return;
        }
        try {
            ending.descendants().forEach(ProcessHandle::destroyForcibly);
            if (!ending.waitFor(1, TimeUnit.SECONDS)) {
                ending.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // Java is shutting down.
        }
    }
}
