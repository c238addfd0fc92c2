package dualflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StopSignalTest {
    private static final long LONG_ENOUGH = 300; // milliseconds, in which the program below writes many lines

    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void whatAProcessHasStartedStandsStillWithIt() throws IOException, InterruptedException {
        assumeTrue(StopSignal.isPossible(), "there is no shell");
        Path file = Files.createFile(folder.resolve("lines"));
        Process process = new ProcessBuilder(
                        "sh", "-c", "(while true; do echo >> \"$0\"; sleep 0.01; done) & wait", file.toString())
                .start();
        try {
            awaitMore(file, 0);
            StopSignal signal = new StopSignal(process.toHandle());
            signal.stop();
            long size = Files.size(file);
            Thread.sleep(LONG_ENOUGH);
            assertThat(Files.size(file)).isLessThanOrEqualTo(size + 1); // one line may have been in flight
            signal.go();
            awaitMore(file, size + 1);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void awaitMore(Path file, long size) throws IOException, InterruptedException {
        while (Files.size(file) <= size) {
            Thread.sleep(10);
        }
    }

    @Test
    void aProcessThatHasEndedIsLeftAlone() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", "true").start();
        process.waitFor();
        StopSignal signal = new StopSignal(process.toHandle());
        signal.stop();
        signal.go();
        assertThat(process.isAlive()).isFalse();
    }
}
