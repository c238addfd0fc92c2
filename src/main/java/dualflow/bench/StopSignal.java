package dualflow.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Suspends a process with all that it has started, and resumes them, by the signals STOP and CONT, so that it takes no time from others
 * while idle. Where there is no shell, as on Windows, nothing is suspended.
 */
final class StopSignal {
    private static final boolean POSSIBLE = send("-0", List.of(ProcessHandle.current()));

    private final ProcessHandle process;
    private List<ProcessHandle> stopped = List.of();

    StopSignal(ProcessHandle process) {
        this.process = process;
    }

    /** Whether processes can be suspended here. */
    static boolean isPossible() {
        return POSSIBLE;
    }

    /** Suspends the process and what it has started so far. */
    void stop() {
        if (POSSIBLE && process.isAlive()) {
            stopped = Stream.concat(Stream.of(process), process.descendants()).toList();
            send("-STOP", stopped);
        }
    }

    /** Resumes what was suspended. */
    void go() {
        if (!stopped.isEmpty()) {
            send("-CONT", stopped);
            stopped = List.of();
        }
    }

    private static boolean send(String signal, List<ProcessHandle> processes) {
        // The shell's builtin: a minimal Debian has no kill command.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill \"$@\"", "kill", signal));
        processes.forEach(each -> command.add(Long.toString(each.pid())));
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the comparison was interrupted", e);
        }
    }
}
