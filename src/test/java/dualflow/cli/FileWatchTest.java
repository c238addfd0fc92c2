package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class FileWatchTest {
    @TempDir
    private Path folder;

    @Test
    void aSavedFileIsSeenAndOthersAreNot() throws Exception {
        Path file = Files.writeString(folder.resolve("a.claims"), "one");
        try (FileWatch watch = new FileWatch(List.of(file))) {
            CompletableFuture<Path> next = CompletableFuture.supplyAsync(() -> next(watch));
            Files.writeString(folder.resolve("b.claims"), "other");
            Thread.sleep(300);
            assertThat(next).isNotDone();
            Files.writeString(file, "two");
            assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo(file);
        }
    }

    /** As editors do that write a new file and rename it. */
    @Test
    void aFileThatIsReplacedIsSeen() throws Exception {
        Path file = Files.writeString(folder.resolve("a.claims"), "one");
        try (FileWatch watch = new FileWatch(List.of(file))) {
            Path next = Files.writeString(folder.resolve(".a.swp"), "two");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(watch.next()).isEqualTo(file);
        }
    }

    private static Path next(FileWatch watch) {
        try {
            return watch.next();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** First it cannot be read, then it fails, then it holds. */
    @Test
    void checkRunsAgainWheneverTheFileIsSaved() throws Exception {
        Path file = Files.writeString(folder.resolve("a.claims"), "given x: R\nclaim a: 2 x = y\n");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        Thread watching =
                new Thread(() -> commandLine.execute("check", "--device", "host", "--watch", file.toString()));
        watching.start();
        awaitWaiting(err, 1);
        assertThat(err.toString()).contains(file + ":2:16: ");
        save(file, "given x: R\nclaim a: 2 x = x\n");
        awaitWaiting(err, 2);
        assertThat(out.toString()).contains("fails      a");
        save(file, "given x: R\nclaim a: 2 x = x + x\n");
        awaitWaiting(err, 3);
        assertThat(out.toString()).contains("holds      a");
        watching.interrupt();
        watching.join();
    }

    private static void save(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    private static void awaitWaiting(StringWriter err, int times) throws InterruptedException {
        while (err.toString().split("waiting until", -1).length <= times) {
            Thread.sleep(20);
        }
    }
}
