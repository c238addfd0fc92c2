package dualflow.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stops a process with all that it has started, and lets them go on, by the signals STOP and CONT: so it takes no time from others while
 * it stands by. Where there is no shell, as on Windows, nothing is stopped.
 */
final class StopSignal {
    private static final boolean POSSIBLE = send("-0", List.of(ProcessHandle.current()));

    private final ProcessHandle process;
    private List<ProcessHandle> stopped = List.of();

    StopSignal(ProcessHandle process) {
        this.process = process;
    }

    /** Whether processes can be stopped here. */
    static boolean isPossible() {
        return POSSIBLE;
    }

    /** Stops the process and what it has started by now. */
    void stop() {
        if (POSSIBLE && process.isAlive()) {
            stopped = Stream.concat(Stream.of(process), process.descendants()).toList();
            send("-STOP", stopped);
        }
    }

    /** Lets go on what was stopped. */
    void go() {
        if (!stopped.isEmpty()) {
            send("-CONT", stopped);
            stopped = List.of();
        }
    }

    private static boolean send(String signal, List<ProcessHandle> processes) {
        // The shell's own kill: a bare Debian has no command of that name.
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
